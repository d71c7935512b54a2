using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Commands;

/// <summary>Puts a backup of the hub back, or rebuilds a damaged hub from what is left of it.</summary>
/// <remarks>
/// <para>A backup becomes the hub at the place that -Hub, RCAD_HUB or the standard place names: a file, or a schema of PostgreSQL. A hub that is there
/// stays unless -Replace says otherwise, and is then kept aside, after a question; where none is, nothing is asked. An older backup is brought up to this version. The directory and the account
/// have gone on since the backup: run both imports; people who came to RingCentral meanwhile are linked by the hub's id that their account carries
/// (Set-RcProvisioningOption -SendReference), else by mail address. The first provisioning and the first write-back ask again.</para>
/// <para>-Rebuild reads what can be read of a damaged file, fills in what every hub has, and keeps the damaged one aside. The record tells what is lost and
/// how it is found again: people, groups and links come back with Import-AdUsers -Full and Import-RcUser, by key where it could be read, else by exact match.</para>
/// </remarks>
/// <example>
/// <code>Restore-RcHub -Path /var/backups/ringcentral/Contoso-20261128-020000.db -Hub ./hub.db -Replace</code>
/// <para>Puts a backup back in place of the hub, which is kept aside.</para>
/// </example>
/// <example>
/// <code>Restore-RcHub -Rebuild -Hub ./hub.db</code>
/// <para>Rebuilds a damaged hub without a backup, and tells what to do next.</para>
/// </example>
[Cmdlet(VerbsData.Restore, "RcHub", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BackupSet)]
[OutputType(typeof(HubCopyInfo))]
public sealed class RestoreRcHubCommand : HubCmdlet
{
    private const string BackupSet = "Backup";
    private const string RebuildSet = "Rebuild";

    /// <summary>The backup's file.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The backup's file.", Position = 0, ParameterSetName = BackupSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Also where a hub is there already, which is kept aside.</summary>
    [Parameter(ParameterSetName = BackupSet)]
    public SwitchParameter Replace { get; set; }

    /// <summary>Rebuild the damaged hub file.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Rebuild the damaged hub file.", ParameterSetName = RebuildSet)]
    public SwitchParameter Rebuild { get; set; }

    /// <summary>The company's name, where it cannot be read from the damaged hub any more.</summary>
    [Parameter(ParameterSetName = RebuildSet)]
    [ValidateNotNullOrEmpty]
    public string? Company { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubLocation target = Target();
        string backup = Rebuild ? "" : GetUnresolvedProviderPathFromPSPath(Path);
        if (!Rebuild)
        {
            HubPlaces.CheckRestore(backup, target, Replace);
        }

        string what = Rebuild ? "Rebuild the damaged hub; it is kept aside" : $"Restore the backup {Path}{(Replace ? "; a hub that is there is kept aside" : "")}";
        if ((Replaces(target) || IsAskedFor()) && !ShouldProcess(target.ToString(), what))
        {
            return;
        }

        if (HubConnection.Current.Current?.Store.Location == target.ToString())
        {
            HubConnection.Current.Current = null;
        }

        using ProgressWriter progress = new(this, Time);
        WriteObject(Rebuild
            ? await HubRebuild.RunAsync(target, Company, Time, StopToken)
            : await HubPlaces.RestoreAsync(backup, target, Replace, Time, progress, StopToken));
    }

    /// <summary>Whether a hub may lie where the other one is to be. In a database nobody knows before.</summary>
    private bool Replaces(HubLocation target) => Rebuild || (Replace && (!target.IsFile || File.Exists(target.Path)));

    /// <summary>Where nothing is replaced there is nothing to confirm, unless somebody wants to be asked, or to see what would be done.</summary>
    private bool IsAskedFor() => WhatIf.IsAsked(this) || IsGiven("Confirm")
        || (LanguagePrimitives.TryConvertTo(SessionState.PSVariable.GetValue("ConfirmPreference"), out ConfirmImpact least) && least is ConfirmImpact.Low or ConfirmImpact.Medium);

    private HubLocation Target()
    {
        if (Hub is null && HubConnection.Current.Current?.Store.Location is { } connected)
        {
            // A connection string is not kept, since it may hold a password.
            return File.Exists(connected) ? Locate(connected) : throw new RingCentralAdException(
                "HubLocationInvalid", ErrorKind.InvalidInput, $"The connected hub at {connected} is in a database.", "Give its connection string with -Hub.", connected);
        }

        return Locate(Hub?.Location ?? StandardPlaces.DefaultHub);
    }
}
