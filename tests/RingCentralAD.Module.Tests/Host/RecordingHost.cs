using System.Globalization;
using System.Management.Automation.Host;

namespace RingCentralAD.Module.Tests.Host;

/// <summary>A host that keeps what is written, asked and reported, and answers as it was told.</summary>
public sealed class RecordingHost : PSHost
{
    public RecordingScreen Screen { get; } = new();

    public int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "RecordingHost";

    public override PSHostUserInterface UI => Screen;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException("No nested prompts in tests.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("No nested prompts in tests.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}
