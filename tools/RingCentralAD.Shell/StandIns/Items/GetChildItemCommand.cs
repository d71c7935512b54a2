using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

[Cmdlet(VerbsCommon.Get, "ChildItem")]
internal sealed class GetChildItemCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = ["."];

    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter File { get; set; }

    [Parameter]
    public SwitchParameter Directory { get; set; }

    [Parameter]
    public SwitchParameter Name { get; set; }

    protected override void ProcessRecord()
    {
        WildcardPattern? pattern = Filter is null ? null : WildcardPattern.Get(Filter, WildcardOptions.IgnoreCase);
        foreach (PSObject item in InvokeProvider.ChildItem.Get(Path, Recurse, Force, literalPath: false))
        {
            string? leaf = item.Properties["PSChildName"]?.Value as string;
            bool container = item.Properties["PSIsContainer"]?.Value is true;
            if ((pattern?.IsMatch(leaf) ?? true) && !(File && container) && !(Directory && !container))
            {
                WriteObject(Name ? leaf : item);
            }
        }
    }
}
