using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

[Cmdlet(VerbsDiagnostic.Test, "Path")]
[OutputType(typeof(bool))]
internal sealed class TestPathCommand : PathCommand
{
    [Parameter]
    [ValidateSet("Any", "Container", "Leaf")]
    public string PathType { get; set; } = "Any";

    protected override void ProcessRecord()
    {
        foreach (string path in Given)
        {
            // Through the providers, so that Env: and Variable: work as well.
            bool exists = InvokeProvider.Item.Exists(path, force: true, literalPath: IsLiteral);
            bool container = exists && PathType != "Any" && InvokeProvider.Item.IsContainer(path);
            WriteObject(exists && (PathType == "Any" || container == (PathType == "Container")));
        }
    }
}
