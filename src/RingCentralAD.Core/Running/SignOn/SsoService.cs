using System.Diagnostics;
using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Starts the identity provider's service, or registers it with the machine.</summary>
public sealed class SsoService(ISchedulePlatform platform)
{
    private const string WindowsName = "RingCentralAD-Sso";
    private const int NeededVersion = 10;

    // ERROR_SERVICE_DOES_NOT_EXIST and ERROR_SERVICE_NOT_ACTIVE.
    private const int WindowsMissing = 1060;
    private const int WindowsStopped = 1062;
    private static readonly string[] s_detaching = ["/usr/bin/setsid", "/bin/setsid"];
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Looks at all that can be known before anything is started or written: where it listens, the certificate, the account, the ASP.NET Core runtime; throws
    /// <c>SsoArgumentInvalid</c>, <c>SsoCertificateInvalid</c>, <c>SsoRegistrationInvalid</c>, <c>SsoRuntimeMissing</c>, <c>SsoHostMissing</c>.
    /// </summary>
    public async Task CheckAsync(SsoServicePlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _ = SsoListening.Parse(plan.Listen, plan.Certificate is not null);
        if (plan.Certificate is { } certificate)
        {
            TlsCertificateFile.Check(certificate, plan.CertificateKey, plan.CertificatePasswordFrom is not null);
        }

        CheckNames(plan);
        if (plan.RunAs is { } account && !OperatingSystem.IsWindows() && (await platform.RunAsync("id", ["-u", "--", account], cancellationToken).ConfigureAwait(false)).ExitCode != 0)
        {
            throw new RingCentralAdException("SsoRegistrationInvalid", ErrorKind.NotFound, $"This machine has no account {account}.", $"Make it (useradd --system {account}), or name another one with -RunAs.", account);
        }

        if (!File.Exists(plan.Assembly))
        {
            throw new RingCentralAdException("SsoHostMissing", ErrorKind.NotFound, $"The module has no service: {plan.Assembly} is missing.", "Install the whole module anew.", plan.Assembly);
        }

        string found;
        try
        {
            found = (await platform.RunAsync(plan.Dotnet, ["--list-runtimes"], cancellationToken).ConfigureAwait(false)).Output;
        }
        catch (RingCentralAdException error)
        {
            throw NoRuntime($"{plan.Dotnet} could not be started", error);
        }

        if (!HasRuntime(found))
        {
            throw NoRuntime($"{plan.Dotnet} has no ASP.NET Core runtime of version {NeededVersion}", null);
        }
    }

    /// <summary>
    /// Starts it as a process of its own, and waits until it listens; throws <c>SsoStartFailed</c> with what it said. It has a session of its own on Linux,
    /// and a console of its own on Windows, so that neither Ctrl+C nor the end of the terminal ends it.
    /// </summary>
    public static async Task<SsoServiceInfo> StartAsync(SsoServicePlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        string[] command = [.. s_detaching.Where(static program => OperatingSystem.IsLinux() && File.Exists(program)).Take(1), plan.Dotnet, .. plan.Arguments];
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true,
        })!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token).ConfigureAwait(false) is { } line)
            {
                if (line.StartsWith("Listening on ", StringComparison.Ordinal))
                {
                    // Nobody reads what it writes from now on: a pipe that is open and full would hold it up.
                    process.StandardOutput.Dispose();
                    return new SsoServiceInfo(plan.Listen, process.Id, null);
                }
            }

            throw Failed((await errors.ConfigureAwait(false)).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed("it did not listen within a minute");
        }
    }

    /// <summary>Registers it, and starts it: a unit of systemd, or a Windows service.</summary>
    public async Task<SsoServiceInfo> RegisterAsync(SsoServicePlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        CheckNames(plan);
        if (OperatingSystem.IsWindows())
        {
            string command = string.Join(' ', ((string[])[plan.Dotnet, .. plan.Arguments]).Select(static word => $"\"{word}\""));
            await MustAsync("sc.exe", ["create", WindowsName, "binPath=", command, "start=", "auto", "DisplayName=", "RingCentralAD identity provider", .. plan.RunAs is null ? (string[])[] : ["obj=", plan.RunAs]], "Register", cancellationToken).ConfigureAwait(false);
            await MustAsync("sc.exe", ["start", WindowsName], "Register", cancellationToken).ConfigureAwait(false);
            return new SsoServiceInfo(plan.Listen, null, WindowsName);
        }

        await platform.WriteAsync(SsoServicePlan.UnitFile, plan.Unit(), cancellationToken).ConfigureAwait(false);
        await MustAsync("systemctl", ["daemon-reload"], "Register", cancellationToken).ConfigureAwait(false);
        await MustAsync("systemctl", ["enable", "--now", $"{SsoServicePlan.Name}.service"], "Register", cancellationToken).ConfigureAwait(false);
        return new SsoServiceInfo(plan.Listen, null, $"{SsoServicePlan.Name}.service");
    }

    /// <summary>Stops it and takes the registration away; throws <c>SsoNotRegistered</c>, and <c>SsoRegistrationRefused</c> where the machine does not let it: then it runs on.</summary>
    public async Task UnregisterAsync(CancellationToken cancellationToken = default)
    {
        if (OperatingSystem.IsWindows())
        {
            int there = (await platform.RunAsync("sc.exe", ["query", WindowsName], cancellationToken).ConfigureAwait(false)).ExitCode;
            if (there == WindowsMissing)
            {
                throw NotRegistered();
            }

            (int code, string output) = await platform.RunAsync("sc.exe", ["stop", WindowsName], cancellationToken).ConfigureAwait(false);
            if (code is not (0 or WindowsStopped))
            {
                throw Refused("sc.exe stop", code, output, "Unregister");
            }

            await MustAsync("sc.exe", ["delete", WindowsName], "Unregister", cancellationToken).ConfigureAwait(false);
            return;
        }

        if (platform.Read(SsoServicePlan.UnitFile) is null)
        {
            throw NotRegistered();
        }

        await MustAsync("systemctl", ["disable", "--now", $"{SsoServicePlan.Name}.service"], "Unregister", cancellationToken).ConfigureAwait(false);
        platform.Delete(SsoServicePlan.UnitFile);
        await MustAsync("systemctl", ["daemon-reload"], "Unregister", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops a service of this machine and waits for its end; what it has begun it carries out. Throws <c>SsoStopRefused</c>.</summary>
    public async Task StopAsync(SignOnServiceNote service, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        string pid = service.ProcessId.ToString(CultureInfo.InvariantCulture);
        (string program, string[] arguments) = (service.Registered, OperatingSystem.IsWindows()) switch
        {
            (true, true) => ("sc.exe", (string[])["stop", WindowsName]),
            (true, false) => ("systemctl", ["stop", $"{SsoServicePlan.Name}.service"]),
            (false, true) => ("taskkill.exe", ["/F", "/PID", pid]),
            _ => ("/bin/sh", ["-c", "kill -TERM \"$0\"", pid]),
        };
        (int code, string output) = await platform.RunAsync(program, arguments, cancellationToken).ConfigureAwait(false);
        for (TimeSpan waited = TimeSpan.Zero; code == 0 && SignOnServiceNotes.IsAlive(service); waited += s_look)
        {
            if (waited >= s_patience)
            {
                throw new RingCentralAdException("SsoStopRefused", ErrorKind.Unavailable, $"The service {service} was told to stop and did not within a minute.", $"End its process with Stop-Process -Id {pid} -Force.", service);
            }

            await Task.Delay(s_look, cancellationToken).ConfigureAwait(false);
        }

        if (code != 0)
        {
            throw new RingCentralAdException("SsoStopRefused", ErrorKind.Denied, $"The service {service} could not be stopped: {output.Trim()}", "Stop it as the account that started it, or as root or an administrator.", service);
        }
    }

    /// <summary>Whether a list of runtimes has the one that the service needs.</summary>
    internal static bool HasRuntime(string list) => list.Split('\n').Any(static line => line.TrimStart().StartsWith($"Microsoft.AspNetCore.App {NeededVersion}.", StringComparison.Ordinal));

    private static void CheckNames(SsoServicePlan plan)
    {
        foreach (string name in plan.Credentials)
        {
            CredentialName.Check($"credential:{name}");
        }

        if (plan.Arguments.Append(plan.RunAs ?? "").Any(static word => word.Any(char.IsControl)) || plan.RunAs?.Any(char.IsWhiteSpace) == true && !OperatingSystem.IsWindows())
        {
            throw new RingCentralAdException("SsoRegistrationInvalid", ErrorKind.InvalidInput, "A path or the account has a name that a unit cannot hold.", "Use names without line breaks, and an account without blanks.");
        }
    }

    private async Task MustAsync(string program, IReadOnlyList<string> arguments, string verb, CancellationToken cancellationToken)
    {
        (int code, string output) = await platform.RunAsync(program, arguments, cancellationToken).ConfigureAwait(false);
        if (code != 0)
        {
            throw Refused($"{program} {arguments[0]}", code, output, verb);
        }
    }

    private static RingCentralAdException Refused(string what, int code, string output, string verb) =>
        new("SsoRegistrationRefused", ErrorKind.Denied, $"{what} ended with {code}: {output.Trim()}", $"{verb} the service as root or as an administrator, where systemd or Windows runs services.", what);

    private static RingCentralAdException NotRegistered() => new(
        "SsoNotRegistered", ErrorKind.NotFound, $"No service {(OperatingSystem.IsWindows() ? WindowsName : SsoServicePlan.Name)} is registered on this machine.", "Stop one that was started without -Register with Stop-RcSsoService.");

    private static RingCentralAdException NoRuntime(string what, Exception? cause) => new(
        "SsoRuntimeMissing", ErrorKind.NotFound, $"The service cannot run here: {what}.", $"Install the ASP.NET Core Runtime {NeededVersion} (https://dotnet.microsoft.com/download), or name another dotnet with -Dotnet.", null, cause);

    private static RingCentralAdException Failed(string what) => new("SsoStartFailed", ErrorKind.Unavailable, $"The service did not start: {what}", "Put right what it says, then start it again.");
}
