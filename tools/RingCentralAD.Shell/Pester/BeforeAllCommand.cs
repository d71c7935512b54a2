using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

[Cmdlet(VerbsCommon.Add, "PesterSetup")]
[PesterName("BeforeAll")]
internal sealed class BeforeAllCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public ScriptBlock? Scriptblock { get; set; }

    protected override void EndProcessing() => PesterDiscovery.Current.Setup.Add(Scriptblock!);
}
