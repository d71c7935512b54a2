using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Data;

[Cmdlet(VerbsData.ConvertFrom, "Csv")]
internal sealed class ConvertFromCsvCommand : PSCmdlet
{
    private readonly List<string> _lines = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string[] InputObject { get; set; } = [];

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    protected override void ProcessRecord() => _lines.AddRange(InputObject);

    protected override void EndProcessing()
    {
        using StringReader reader = new(string.Join('\n', _lines));
        WriteObject(CsvShape.Objects(reader, Delimiter, Header), enumerateCollection: true);
    }
}
