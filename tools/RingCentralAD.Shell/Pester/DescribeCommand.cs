using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

/// <summary>Describe and Context.</summary>
[Cmdlet(VerbsCommon.Add, "PesterBlock")]
[PesterName("Describe", "Context")]
internal sealed class DescribeCommand : PSCmdlet
{
    /// <summary>Blocks with this tag need commands that only pwsh has.</summary>
    private const string PwshOnly = "Pwsh";

    [Parameter(Position = 0, Mandatory = true)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1, Mandatory = true)]
    public ScriptBlock? Fixture { get; set; }

    [Parameter]
    public string[] Tag { get; set; } = [];

    [Parameter]
    public SwitchParameter Skip { get; set; }

    protected override void EndProcessing()
    {
        PesterBlock parent = PesterDiscovery.Current;
        PesterBlock block = new(Name, parent, Skip || Tag.Contains(PwshOnly, StringComparer.OrdinalIgnoreCase));
        parent.Items.Add(block);
        PesterDiscovery.Read(block, () => InvokeCommand.InvokeScript(useLocalScope: true, Fixture, null));
    }
}
