using System.Management.Automation;
using System.Net;
using System.Security;

namespace RingCentralAD.Shell.StandIns.Text;

[Cmdlet(VerbsData.ConvertFrom, "SecureString")]
[OutputType(typeof(string))]
internal sealed class ConvertFromSecureStringCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public SecureString? SecureString { get; set; }

    [Parameter(Mandatory = true)]
    public SwitchParameter AsPlainText { get; set; }

    protected override void ProcessRecord() => WriteObject(new NetworkCredential("", SecureString).Password);
}
