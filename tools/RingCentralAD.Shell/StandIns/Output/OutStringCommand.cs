using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace RingCentralAD.Shell.StandIns.Output;

[Cmdlet("Out", "String")]
internal sealed class OutStringCommand : FrontEndCommandBase
{
    private readonly StringWriter _text = new();

    [Parameter]
    public SwitchParameter Stream { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = Hosting.Terminal.Width;

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    protected override void BeginProcessing()
    {
        EngineInternals.UseWriter(this, _text, Width);
        base.BeginProcessing();
    }

    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        Emit(rest: false);
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        Emit(rest: true);
    }

    private void Emit(bool rest)
    {
        if (Stream)
        {
            string[] lines = _text.ToString().Split(_text.NewLine);
            WriteObject(lines[..^1], enumerateCollection: true);
            _text.GetStringBuilder().Clear().Append(lines[^1]);
        }
        else if (rest)
        {
            WriteObject(NoNewline ? _text.ToString().ReplaceLineEndings("") : _text.ToString());
        }
    }

    protected override void InternalDispose()
    {
        base.InternalDispose();
        _text.Dispose();
    }
}
