using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace RingCentralAD.Shell.Hosting;

/// <summary>Writes the streams as pwsh does: errors to the error output, all else to the output; colour only where it is wanted.</summary>
internal sealed class Screen : PSHostUserInterface
{
    private readonly Lock _gate = new();
    private readonly ProgressLine _progress = new();
    private readonly Answers _answers;

    public Screen(bool nonInteractive) => _answers = new Answers(Keyboard, nonInteractive);

    /// <inheritdoc />
    public override PSHostRawUserInterface RawUI { get; } = new RawScreen();

    /// <inheritdoc />
    public override bool SupportsVirtualTerminal => Terminal.HasColour;

    public Keyboard Keyboard { get; } = new();

    /// <summary>Takes the progress off the screen.</summary>
    public void EndProgress()
    {
        lock (_gate)
        {
            _progress.End();
        }
    }

    /// <inheritdoc />
    public override void Write(string value) => Put(Console.Out, value, Terminal.HasColour);

    /// <inheritdoc />
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colour.Paint(value, foregroundColor, backgroundColor));

    /// <inheritdoc />
    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    /// <inheritdoc />
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteLine(Colour.Paint(value, foregroundColor, backgroundColor));

    /// <inheritdoc />
    public override void WriteErrorLine(string value) =>
        Put(Console.Error, Colour.Styled(value, PSStyle.Instance.Formatting.Error) + Environment.NewLine, Terminal.ErrorHasColour);

    /// <inheritdoc />
    public override void WriteWarningLine(string message) =>
        WriteLine(Colour.Styled($"WARNING: {message}", PSStyle.Instance.Formatting.Warning));

    /// <inheritdoc />
    public override void WriteVerboseLine(string message) =>
        WriteLine(Colour.Styled($"VERBOSE: {message}", PSStyle.Instance.Formatting.Verbose));

    /// <inheritdoc />
    public override void WriteDebugLine(string message) =>
        WriteLine(Colour.Styled($"DEBUG: {message}", PSStyle.Instance.Formatting.Debug));

    /// <inheritdoc />
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
        {
            _progress.Show(sourceId, record);
        }
    }

    /// <inheritdoc />
    public override string ReadLine() => _answers.Line();

    /// <inheritdoc />
    public override SecureString ReadLineAsSecureString() => _answers.Secret();

    /// <inheritdoc />
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _answers.Choice(this, caption, message, choices, defaultChoice);

    /// <inheritdoc />
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _answers.Fields(this, caption, message, descriptions);

    /// <inheritdoc />
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _answers.Credential(this, caption, message, userName);

    /// <inheritdoc />
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => _answers.Credential(this, caption, message, userName);

    private void Put(TextWriter writer, string value, bool colour)
    {
        lock (_gate)
        {
            _progress.Clear();
            writer.Write(GetOutputString(value, colour));
        }
    }
}
