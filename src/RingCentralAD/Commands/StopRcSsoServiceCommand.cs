using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Stops the web service of the identity provider on this machine.</summary>
/// <remarks>
/// <para>Whichever session started it: the service says in the hub where it runs. It carries out what it has begun, and ends then; on Windows one that
/// was started without -Register is ended at once. While none runs, nobody can sign in by this hub.</para>
/// <para>A registered service is started again with the machine; Start-RcSsoService -Unregister takes it away for good.</para>
/// </remarks>
/// <example>
/// <code>Stop-RcSsoService</code>
/// <para>Stops what Start-RcSsoService started for this hub, and waits for its end.</para>
/// </example>
/// <example>
/// <code>Stop-RcSsoService http://127.0.0.1:8080 -WhatIf</code>
/// <para>Shows which service would be stopped, where several listen.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "RcSsoService", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopRcSsoServiceCommand : HubCmdlet
{
    /// <summary>The one that listens there; without it all of this hub on this machine.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Listen { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        foreach (SignOnServiceNote service in await SignOnServiceNotes.HereAsync(await StoreAsync(), Listen, StopToken))
        {
            if (ShouldProcess(service.ToString(), "Stop the identity provider's service"))
            {
                await new SsoService(new SchedulePlatform()).StopAsync(service, StopToken);
            }
        }
    }
}
