using System.Management.Automation;
using System.Net;

namespace RingCentralAD.Shell.StandIns.Text;

[Cmdlet(VerbsData.ConvertTo, "SecureString")]
[OutputType(typeof(System.Security.SecureString))]
internal sealed class ConvertToSecureStringCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string String { get; set; } = "";

    [Parameter(Mandatory = true)]
    public SwitchParameter AsPlainText { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var secure = new NetworkCredential("", String).SecurePassword;
        secure.MakeReadOnly();
        WriteObject(secure);
    }
}
