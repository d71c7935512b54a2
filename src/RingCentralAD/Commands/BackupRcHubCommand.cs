using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Takes a backup of the hub into one file, while others work on it.</summary>
/// <remarks>
/// <para>The backup shows the hub as it was at one moment, and only a whole one that was checked page by page stays: a damaged hub gives HubDamaged and no
/// backup. It is a hub in a file, for its owner alone, whether the hub is a file or in PostgreSQL; it holds people and no secrets. Keep several,
/// on another disk.</para>
/// </remarks>
/// <example>
/// <code>Backup-RcHub /var/backups/ringcentral</code>
/// <para>Takes a backup into a file of that folder, which is there already, named by the hub's company and the time.</para>
/// </example>
/// <example>
/// <code>Backup-RcHub ./before-upgrade.db</code>
/// <para>Takes one into this file, which must not be there yet.</para>
/// </example>
[Cmdlet(VerbsData.Backup, "RcHub", SupportsShouldProcess = true)]
[OutputType(typeof(HubCopyInfo))]
public sealed class BackupRcHubCommand : HubCmdlet
{
    /// <summary>A file that is not there yet, or a folder that is.</summary>
    [Parameter(Mandatory = true, HelpMessage = "A file that is not there yet, or a folder that is.", Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        HubIdentity identity = await IdentityAsync();
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (Directory.Exists(path))
        {
            string company = string.Concat(identity.Company.Select(static c => char.IsLetterOrDigit(c) ? c : '-'));
            path = System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{company}-{Time.GetUtcNow():yyyyMMdd-HHmmss}.db"));
        }

        if (ShouldProcess(path, $"Back up the hub of {identity} from {hub.Location}"))
        {
            using ProgressWriter progress = new(this, Time);
            WriteObject(await HubPlaces.BackUpAsync(hub, path, Time, progress, StopToken));
        }
    }
}
