using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Output;

[Cmdlet(VerbsCommunications.Write, "Host")]
internal sealed class WriteHostCommand : PSCmdlet
{
    private static readonly string[] s_tags = ["PSHOST"];

    [Parameter(Position = 0, ValueFromRemainingArguments = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    protected override void ProcessRecord()
    {
        HostInformationMessage message = new()
        {
            Message = Text(Object),
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor,
            BackgroundColor = BackgroundColor,
        };
        WriteInformation(message, s_tags);
    }

    private string Text(object? value) => ((value as PSObject)?.BaseObject ?? value) switch
    {
        null or PSCustomObject => value?.ToString() ?? "",
        string text => text,
        IEnumerable items => string.Join(Separator.ToString(), items.Cast<object?>().Select(Text)),
        object other => PSObject.AsPSObject(other).ToString(null, CultureInfo.CurrentCulture),
    };
}
