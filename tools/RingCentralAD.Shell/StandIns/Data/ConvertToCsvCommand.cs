using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Data;

[Cmdlet(VerbsData.ConvertTo, "Csv")]
internal sealed class ConvertToCsvCommand : PSCmdlet
{
    private CsvShape? _shape;

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    [ValidateSet("Always", "AsNeeded")]
    public string UseQuotes { get; set; } = "Always";

    [Parameter]
    public SwitchParameter NoTypeInformation { get; set; }

    protected override void ProcessRecord()
    {
        _shape ??= new CsvShape(Delimiter, UseQuotes == "AsNeeded");
        WriteObject(_shape.Lines(InputObject!), enumerateCollection: true);
    }
}
