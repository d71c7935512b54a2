using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace RingCentralAD.Shell.StandIns.Output;

[Cmdlet(VerbsCommon.Format, "List")]
internal sealed class FormatListCommand : OuterFormatTableAndListBase
{
    public FormatListCommand() => EngineInternals.UseShape(this, "List");
}
