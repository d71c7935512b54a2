using System.Management.Automation;
using RingCentralAD.Shell.StandIns.Items;

namespace RingCentralAD.Shell.StandIns.Data;

[Cmdlet(VerbsData.Import, "Csv")]
internal sealed class ImportCsvCommand : PathCommand
{
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    [Parameter]
    public string? Encoding { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Existing())
        {
            using StreamReader reader = new(path, TextEncoding.Named(Encoding));
            foreach (PSObject item in CsvShape.Objects(reader, Delimiter, Header))
            {
                WriteObject(item);
            }
        }
    }
}
