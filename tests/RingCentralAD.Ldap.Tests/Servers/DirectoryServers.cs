using RingCentralAD.Ldap.Tests.Servers;
using RingCentralAD.TestServers;
using Xunit;

[assembly: AssemblyFixture(typeof(DirectoryServers))]

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>One Samba with 2,500 people and one slapd for all tests, started when first asked for. Tests that write keep to entries of their own.</summary>
public sealed class DirectoryServers : IAsyncDisposable
{
    private readonly Lazy<Task<SambaServer>> _samba;
    private readonly Lazy<Task<SlapdServer>> _slapd;

    public DirectoryServers()
    {
        _samba = new(StartSambaAsync);
        _slapd = new(StartSlapdAsync);
    }

    public static LargeDomain Domain { get; } = new(2500);

    public Task<SambaServer> SambaAsync()
    {
        Demand(SambaServer.WhyNot);
        return _samba.Value;
    }

    public Task<SlapdServer> SlapdAsync()
    {
        Demand(SlapdServer.WhyNot);
        return _slapd.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_samba.IsValueCreated)
        {
            await (await _samba.Value).DisposeAsync();
        }

        if (_slapd.IsValueCreated)
        {
            await (await _slapd.Value).DisposeAsync();
        }
    }

    private static void Demand(string? unavailable)
    {
        bool mustRun = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.SkipWhen(unavailable is not null && !mustRun, unavailable ?? "");
    }

    private static async Task<SlapdServer> StartSlapdAsync()
    {
        string file = Path.GetTempFileName();
        try
        {
            SlapdTests.WritePeople(file);
            return await SlapdServer.StartAsync(new() { LdifFiles = [file] });
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<SambaServer> StartSambaAsync()
    {
        string folder = Directory.CreateTempSubdirectory("ringcentralad-ldif-").FullName;
        try
        {
            return await SambaServer.StartAsync(new SambaOptions { LdifFiles = Domain.WriteLdif(folder), KeepLoaded = true });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
