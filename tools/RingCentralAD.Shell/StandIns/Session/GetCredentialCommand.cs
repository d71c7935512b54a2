using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Session;

[Cmdlet(VerbsCommon.Get, "Credential")]
[OutputType(typeof(PSCredential))]
internal sealed class GetCredentialCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    public string? UserName { get; set; }

    [Parameter]
    public string Message { get; set; } = "Enter your credentials.";

    [Parameter]
    public string Title { get; set; } = "PowerShell credential request";

    protected override void BeginProcessing() => WriteObject(Host.UI.PromptForCredential(Title, Message, UserName ?? "", ""));
}
