using System.Management.Automation;
using RingCentralAD.Shell.StandIns.Items;

namespace RingCentralAD.Shell.StandIns.Data;

[Cmdlet(VerbsData.Export, "Csv")]
internal sealed class ExportCsvCommand : PSCmdlet, IDisposable
{
    private StreamWriter? _writer;
    private CsvShape? _shape;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, Mandatory = true)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = "";

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string? Encoding { get; set; }

    [Parameter]
    [ValidateSet("Always", "AsNeeded")]
    public string UseQuotes { get; set; } = "Always";

    [Parameter]
    public SwitchParameter NoTypeInformation { get; set; }

    protected override void BeginProcessing()
    {
        _writer = new StreamWriter(GetUnresolvedProviderPathFromPSPath(Path), append: false, TextEncoding.Named(Encoding));
        _shape = new CsvShape(Delimiter, UseQuotes == "AsNeeded");
    }

    protected override void ProcessRecord()
    {
        foreach (string line in _shape!.Lines(InputObject!))
        {
            _writer!.WriteLine(line);
        }
    }

    public void Dispose() => _writer?.Dispose();
}
