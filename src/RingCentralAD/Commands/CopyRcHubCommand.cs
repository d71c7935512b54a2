using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Commands;

/// <summary>Carries a hub to another place: from a file to PostgreSQL for several machines, or back.</summary>
/// <remarks>
/// <para>Every row is carried as it is, in one transaction: the new hub is there whole, or not at all. Nothing may be at the new place, and nobody may be
/// at work on the old hub. The old one stays as it is: afterwards let every host use the new one (RCAD_HUB, -Hub), and put the old one away,
/// since two hubs that provision one account undo each other's work.</para>
/// <para>Where a host runs against each of them, directories and account are reached as before: their settings come along, secrets were never in the hub.</para>
/// </remarks>
/// <example>
/// <code>Copy-RcHub 'Host=db1.contoso.com;Database=rcad;Username=sync;SSL Mode=VerifyFull' -Hub ./hub.db</code>
/// <para>Carries a hub from a file to PostgreSQL. The password comes from PGPASSWORD, the password file or Kerberos.</para>
/// </example>
/// <example>
/// <code>Copy-RcHub ./hub.db -Hub 'Host=db1.contoso.com;Database=rcad;Username=sync'</code>
/// <para>Carries it back into a file.</para>
/// </example>
[Cmdlet(VerbsCommon.Copy, "RcHub", SupportsShouldProcess = true)]
[OutputType(typeof(HubCopyInfo))]
public sealed class CopyRcHubCommand : HubCmdlet
{
    /// <summary>The new place: a file that is not there yet, or a PostgreSQL connection string.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The new place: a file that is not there yet, or a PostgreSQL connection string.", Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        HubLocation target = Locate(Destination);
        HubIdentity identity = await IdentityAsync();
        if (!ShouldProcess(target.ToString(), $"Copy the hub of {identity} from {hub.Location}"))
        {
            return;
        }

        using ProgressWriter progress = new(this, Time);
        WriteObject(await HubPlaces.CopyAsync(hub, target, Time, progress, StopToken));
    }
}
