using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

[Cmdlet(VerbsCommon.Add, "Content")]
internal sealed class AddContentCommand() : ContentWriter(append: true);
