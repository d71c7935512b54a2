using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Starts the web service of the identity provider, or registers it with the machine so that it always runs.</summary>
/// <remarks>
/// <para>The service is a process of its own on the ASP.NET Core runtime 10, which PowerShell does not bring; where it is missing, an error says so before
/// anything is started. It reads the hub and the key's file, checks passwords against Active Directory, and answers under the provider's base URL.</para>
/// <para>With a certificate it listens on https itself. Without one it listens on a loopback address alone, for a reverse proxy on the same machine; name the
/// proxy with Set-RcSsoProvider -TrustedProxy so that the browser's address is seen. Several hosts may run it on one hub in PostgreSQL.</para>
/// <para>-Register writes a unit of systemd (ringcentralad-sso.service) or a Windows service, and starts it; -Unregister takes it away. Without either it runs
/// until Stop-RcSsoService or a restart of the machine; neither Ctrl+C nor closing the terminal ends it, but where Linux has no setsid.</para>
/// </remarks>
/// <example>
/// <code>Start-RcSsoService -Listen https://0.0.0.0:443 -Certificate /etc/ssl/sso.pem -CertificateKey /etc/ssl/sso.key -Register -RunAs rcsso</code>
/// <para>Registers it with systemd, as an account of its own.</para>
/// </example>
/// <example>
/// <code>Start-RcSsoService; Stop-RcSsoService</code>
/// <para>Starts it on http://127.0.0.1:8080 behind a reverse proxy, and stops it again.</para>
/// </example>
/// <example>
/// <code>Start-RcSsoService -Register -WhatIf -Verbose</code>
/// <para>Shows the unit that would be written.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "RcSsoService", SupportsShouldProcess = true, DefaultParameterSetName = StartSet)]
[OutputType(typeof(SsoServiceInfo))]
public sealed class StartRcSsoServiceCommand : ScheduleCmdlet
{
    private const string StartSet = "Start";
    private const string RegisterSet = "Register";
    private const string UnregisterSet = "Unregister";

    /// <summary>Where it listens: https and an IP address, or http and a loopback address.</summary>
    [Parameter(Position = 0, ParameterSetName = StartSet)]
    [Parameter(Position = 0, ParameterSetName = RegisterSet)]
    [ValidateNotNullOrEmpty]
    public string Listen { get; set; } = "http://127.0.0.1:8080";

    /// <summary>The web server's certificate: a PEM with its chain, or a PFX. It is read again when it is renewed.</summary>
    [Parameter(ParameterSetName = StartSet)]
    [Parameter(ParameterSetName = RegisterSet)]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The PEM of the certificate's private key, where it is not in the certificate's file.</summary>
    [Parameter(ParameterSetName = StartSet)]
    [Parameter(ParameterSetName = RegisterSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificateKey { get; set; }

    /// <summary>Where the password of the PFX or of the key is: file:, env: or credential:.</summary>
    [Parameter(ParameterSetName = StartSet)]
    [Parameter(ParameterSetName = RegisterSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceSecretPlaceCompleter))]
    public string? CertificatePasswordFrom { get; set; }

    /// <summary>The dotnet that runs it; the one of PATH unless given.</summary>
    [Parameter(ParameterSetName = StartSet)]
    [Parameter(ParameterSetName = RegisterSet)]
    [ValidateNotNullOrEmpty]
    public string Dotnet { get; set; } = "dotnet";

    /// <summary>Register it with the machine, and start it.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Register it with the machine, and start it.", ParameterSetName = RegisterSet)]
    public SwitchParameter Register { get; set; }

    /// <summary>The account that a registered service runs as; root, or LocalSystem on Windows, unless given. It must be able to read the hub and the key's file.</summary>
    [Parameter(ParameterSetName = RegisterSet)]
    [ValidateNotNullOrEmpty]
    public string? RunAs { get; set; }

    /// <summary>Stop a registered service, and take it away.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Stop a registered service, and take it away.", ParameterSetName = UnregisterSet)]
    public SwitchParameter Unregister { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        SsoService service = new(new SchedulePlatform());
        if (ParameterSetName == UnregisterSet)
        {
            if (Unregister && ShouldProcess(SsoServicePlan.Name, "Stop the service and take it away"))
            {
                await service.UnregisterAsync(StopToken);
                await ForgetAsync();
            }

            return;
        }

        SecretPlaces.CheckUnattended(CertificatePasswordFrom, "-CertificatePasswordFrom");
        IHubStore hub = await StoreAsync();
        SsoProviderInfo provider = await SignOnRegistration.DescribeAsync(hub, StopToken);
        SsoServicePlan plan = Plan(hub, provider);
        await service.CheckAsync(plan, StopToken);
        if (ParameterSetName == StartSet || !Register)
        {
            if (ShouldProcess($"{await IdentityAsync()}: {plan}", "Start the identity provider's service"))
            {
                WriteObject(await SsoService.StartAsync(plan, StopToken));
            }

            return;
        }

        WriteVerbose($"{SsoServicePlan.UnitFile}\n{plan.Unit()}");
        if (ShouldProcess($"{await IdentityAsync()}: {plan}", "Register the identity provider's service"))
        {
            WriteObject(await service.RegisterAsync(plan, StopToken));
        }
    }

    // A service that is gone has no certificate to be watched. The hub need not be there any more.
    private async Task ForgetAsync()
    {
        try
        {
            await SignOnServiceNotes.ForgetRegisteredAsync(await StoreAsync(), StopToken);
        }
        catch (RingCentralAdException error)
        {
            WriteVerbose($"{error.Message} {error.Remedy}");
        }
    }

    private SsoServicePlan Plan(IHubStore hub, SsoProviderInfo provider) => new()
    {
        Dotnet = Dotnet == "dotnet" ? Tool("dotnet") ?? Dotnet : GetUnresolvedProviderPathFromPSPath(Dotnet),
        Assembly = Path.Combine(MyInvocation.MyCommand.Module.ModuleBase, "bin", "sso", "RingCentralAD.Sso.dll"),
        Hub = ScheduledHub(hub),
        Listen = Listen,
        Certificate = Certificate is null ? null : GetUnresolvedProviderPathFromPSPath(Certificate),
        CertificateKey = CertificateKey is null ? null : GetUnresolvedProviderPathFromPSPath(CertificateKey),
        CertificatePasswordFrom = SecretPlace(CertificatePasswordFrom),
        RunAs = RunAs,
        Credentials = CredentialName.Among(provider.Certificates.Select(static certificate => (string?)certificate.KeyFrom).Append(CertificatePasswordFrom)),
    };
}
