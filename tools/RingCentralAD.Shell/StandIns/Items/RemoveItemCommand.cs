using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

[Cmdlet(VerbsCommon.Remove, "Item", SupportsShouldProcess = true)]
internal sealed class RemoveItemCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Given)
        {
            if (!InvokeProvider.Item.Exists(path, force: true, literalPath: IsLiteral))
            {
                WriteError(new ErrorRecord(
                    new ItemNotFoundException($"Cannot find path '{path}' because it does not exist."),
                    "PathNotFound",
                    ErrorCategory.ObjectNotFound,
                    path));
            }
            else if (ShouldProcess(path, "Remove"))
            {
                InvokeProvider.Item.Remove([path], Recurse, Force, literalPath: IsLiteral);
            }
        }
    }
}
