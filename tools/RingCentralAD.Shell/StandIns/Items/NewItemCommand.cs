using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

[Cmdlet(VerbsCommon.New, "Item", SupportsShouldProcess = true)]
internal sealed class NewItemCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter]
    [Alias("Type")]
    public string ItemType { get; set; } = "File";

    [Parameter(ValueFromPipeline = true)]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            if (ShouldProcess(path, $"Create {ItemType}"))
            {
                WriteObject(InvokeProvider.Item.New([path], null, ItemType, Value, Force), enumerateCollection: true);
            }
        }
    }
}
