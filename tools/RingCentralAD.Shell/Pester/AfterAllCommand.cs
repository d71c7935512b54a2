using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

[Cmdlet(VerbsCommon.Add, "PesterTeardown")]
[PesterName("AfterAll")]
internal sealed class AfterAllCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public ScriptBlock? Scriptblock { get; set; }

    protected override void EndProcessing() => PesterDiscovery.Current.Teardown.Add(Scriptblock!);
}
