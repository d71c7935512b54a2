using System.Management.Automation;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Writes a report into one HTML file that opens anywhere without a network: the last runs, people by state, failures, waiting numbers, licences.</summary>
/// <remarks>
/// <para>Everything comes from the hub; no server is asked. The report has the runs as charts with a table beside each, who is stuck by reason with the
/// remedy, numbers that wait for porting, Unassigned extensions left as the last run counted them, licences that deactivated people still hold, and a list
/// of all people to search. It follows the browser's light or dark setting, fits a phone, and prints.</para>
/// <para>The file names people: it is made so that only its owner can read it, on Windows too. -WithoutPeople leaves out whoever could be recognised:
/// names, addresses, numbers, who ran the runs, and what was wrong in detail. A file that is there is replaced once the new one is whole; with -NoClobber it
/// stays.</para>
/// </remarks>
/// <example>
/// <code>Export-RcSyncReport report.html</code>
/// <para>Writes a report with the runs of the last 30 days.</para>
/// </example>
/// <example>
/// <code>Export-RcSyncReport /srv/www/sync.html -Days 7 -WithoutPeople</code>
/// <para>Writes the runs of a week, and counts alone, for a place where others look.</para>
/// </example>
/// <example>
/// <code>Export-RcSyncReport report.html -PassThru | Invoke-Item</code>
/// <para>Writes a report and opens it in the browser.</para>
/// </example>
[Cmdlet(VerbsData.Export, "RcSyncReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRcSyncReportCommand : FileExportCmdlet
{
    /// <summary>How many days of runs are shown, today included (UTC); 30 where it is not given.</summary>
    [Parameter]
    [ValidateRange(1, 400)]
    public int Days { get; set; } = 30;

    /// <summary>Names nobody: counts alone.</summary>
    [Parameter]
    public SwitchParameter WithoutPeople { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        CheckFree(path, "ReportFileExists");
        if (ShouldProcess(path, "Write the report"))
        {
            await SyncReport.WriteAsync(await StoreAsync(), path, Days, !WithoutPeople, Time, StopToken);
            Emit(path);
        }
    }
}
