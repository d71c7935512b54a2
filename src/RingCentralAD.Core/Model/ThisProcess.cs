using System.Reflection;

namespace RingCentralAD.Core.Model;

/// <summary>Who is at work: what runs, changes and words are signed with.</summary>
public static class ThisProcess
{
    /// <summary>The account it runs as: DOMAIN\name.</summary>
    public static string Account { get; } = $@"{Environment.UserDomainName}\{Environment.UserName}";

    /// <summary>The machine.</summary>
    public static string Host { get; } = Environment.MachineName;

    /// <summary>The version of RingCentralAD.</summary>
    public static string Version { get; } =
        typeof(ThisProcess).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
