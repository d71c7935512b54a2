using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Writes runs or changes of the record into a file: a table (CSV), or JSON lines.</summary>
/// <remarks>
/// <para>Unlike Export-Csv it lets no value begin as a formula of a spreadsheet would: an apostrophe stands before it. Numbers, also of telephones, stay as they
/// are. Times are in UTC; the file is UTF-8, a table with the mark by which spreadsheets tell that. Where several values belong together (counts, requests), the
/// table has them in words, and JSON lines as an object. The file is there whole or not at all, and for its
/// owner alone, since it holds people's values; one that is added to keeps its rights. An error, as of an object that is neither, leaves what was there as it
/// was, also with -Append.</para>
/// </remarks>
/// <example>
/// <code>Get-RcSyncChange -Since (Get-Date).AddDays(-30) | Export-RcSyncRecord changes.csv</code>
/// <para>Writes the changes of a month for a spreadsheet.</para>
/// </example>
/// <example>
/// <code>Get-RcSyncRun -Last 1 | Export-RcSyncRecord runs.jsonl -Append</code>
/// <para>Adds the last run to a file of JSON lines.</para>
/// </example>
/// <example>
/// <code>Get-RcSyncChange -Kind OptionChanged, MappingChanged | Export-RcSyncRecord configuration.log -As JsonLines -NoClobber</code>
/// <para>Writes every change of the configuration, unless the file is there.</para>
/// </example>
[Cmdlet(VerbsData.Export, "RcSyncRecord", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRcSyncRecordCommand : AsyncCmdlet
{
    private RecordFile? _file;
    private string _path = "";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The file to write.", Position = 0)]
    [Alias("PSPath", "LiteralPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>What Get-RcSyncRun or Get-RcSyncChange gave.</summary>
    [Parameter(Mandatory = true, HelpMessage = "What Get-RcSyncRun or Get-RcSyncChange gave.", ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Csv or JsonLines; where it is not given, the file's ending tells: .csv, or .jsonl, .ndjson, .json.</summary>
    [Parameter]
    public RecordFileForm? As { get; set; }

    /// <summary>Adds to a file that is there.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Does not overwrite a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override Task BeginAsync()
    {
        _path = GetUnresolvedProviderPathFromPSPath(Path);
        RecordFileForm form = As ?? RecordFile.FormOf(_path) ?? throw new RingCentralAdException(
            "RecordFileForm", ErrorKind.InvalidInput, $"The ending of {_path} tells no form.", "Say -As Csv or -As JsonLines.", _path);
        if (NoClobber && !Append && File.Exists(_path))
        {
            throw new RingCentralAdException("RecordFileExists", ErrorKind.Conflict, $"{_path} is there already.", "Choose another name, or leave -NoClobber out.", _path);
        }

        _file = ShouldProcess(_path, Append ? "Add to the file" : "Write the record") ? new RecordFile(_path, form, Append) : null;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (InputObject is null)
        {
            return;
        }

        // It ends here: a file that lacks what was refused would pass for the whole.
        if (InputObject.BaseObject is not (SyncRunInfo or SyncChangeInfo))
        {
            throw new RingCentralAdException(
                "RecordFileInput", ErrorKind.InvalidInput, $"A {InputObject.BaseObject.GetType().Name} is no run and no change of the record; {_path} is as it was.",
                "Pipe what Get-RcSyncRun or Get-RcSyncChange gives.", InputObject);
        }

        if (_file is not null)
        {
            await _file.WriteAsync(InputObject.BaseObject, StopToken);
        }
    }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (_file is not null)
        {
            await _file.FinishAsync();
            if (PassThru)
            {
                WriteObject(WholeFile.Shown(this, _path));
            }
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }
}
