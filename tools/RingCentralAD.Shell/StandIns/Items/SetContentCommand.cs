using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

[Cmdlet(VerbsCommon.Set, "Content")]
internal sealed class SetContentCommand() : ContentWriter(append: false);
