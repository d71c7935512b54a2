using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

[Cmdlet(VerbsDiagnostic.Resolve, "Path")]
internal sealed class ResolvePathCommand : PathCommand
{
    protected override void ProcessRecord()
    {
        foreach (string path in Existing())
        {
            WriteObject(SessionState.Path.GetResolvedPSPathFromPSPath(WildcardPattern.Escape(path)), enumerateCollection: true);
        }
    }
}
