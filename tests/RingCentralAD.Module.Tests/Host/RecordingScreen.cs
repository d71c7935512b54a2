using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace RingCentralAD.Module.Tests.Host;

/// <summary>
/// The screen of <see cref="RecordingHost"/>. Prompts are answered from <see cref="Answers"/>; without an answer they
/// fail as in pwsh -NonInteractive.
/// </summary>
public sealed class RecordingScreen : PSHostUserInterface
{
    private readonly StringBuilder _text = new();

    /// <summary>What a person would say, in order: the label of a choice without its ampersand, or a line.</summary>
    public Queue<string> Answers { get; } = new();

    /// <summary>Everything written: output as it stands, the other streams with their mark.</summary>
    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>What was asked: caption, message.</summary>
    public List<string> Questions { get; } = [];

    public ConcurrentQueue<ProgressRecord> Progress { get; } = new();

    public override PSHostRawUserInterface RawUI { get; } = new RecordingRawScreen();

    public override void Write(string value)
    {
        lock (_text)
        {
            _text.Append(value);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteErrorLine(string value) => WriteLine("ERROR: " + value);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => Progress.Enqueue(record);

    public override string ReadLine() => Answer("");

    public override SecureString ReadLineAsSecureString() => Secure(Answer(""));

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        string answer = Answer($"{caption}\n{message}");
        int chosen = choices.ToList().FindIndex(choice => choice.Label.Replace("&", "", StringComparison.Ordinal) == answer);
        return chosen >= 0 ? chosen : throw new InvalidOperationException($"'{answer}' is none of: {string.Join(", ", choices.Select(c => c.Label))}.");
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        descriptions.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Answer($"{caption}\n{field.Name}")));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        new(string.IsNullOrEmpty(userName) ? Answer(caption) : userName, Secure(Answer($"{caption}\n{message}")));

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => PromptForCredential(caption, message, userName, targetName);

    private string Answer(string question)
    {
        Questions.Add(question);
        return Answers.TryDequeue(out string? answer)
            ? answer
            : throw new PSInvalidOperationException("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
    }

    private static SecureString Secure(string text)
    {
        SecureString secure = new();
        text.ToList().ForEach(secure.AppendChar);
        return secure;
    }
}
