using System.Globalization;
using System.Management.Automation.Host;

namespace RingCentralAD.Shell.Hosting;

/// <summary>The engine's view of this program.</summary>
internal sealed class ShellHost(bool nonInteractive) : PSHost, IDisposable
{
    private readonly Screen _screen = new(nonInteractive);
    private int _nested;

    /// <summary>What exit was called with, or null.</summary>
    public int? ExitRequested { get; private set; }

    /// <summary>What runs a prompt inside a running command, when somebody chooses Suspend.</summary>
    public Action? NestedPrompt { get; set; }

    /// <summary>How many prompts stand inside one another.</summary>
    public int Nesting => _nested;

    public Screen Screen => _screen;

    /// <inheritdoc />
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    /// <inheritdoc />
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <inheritdoc />
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc />
    public override string Name => "rcad-shell";

    /// <inheritdoc />
    public override PSHostUserInterface UI => _screen;

    /// <inheritdoc />
    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    /// <inheritdoc />
    public override void EnterNestedPrompt()
    {
        if (NestedPrompt is null)
        {
            throw new InvalidOperationException("Suspend works at the interactive prompt only.");
        }

        int depth = ++_nested;
        while (_nested >= depth && ExitRequested is null)
        {
            NestedPrompt();
        }
    }

    /// <inheritdoc />
    public override void ExitNestedPrompt() => _nested = Math.Max(0, _nested - 1);

    /// <inheritdoc />
    public override void NotifyBeginApplication() => _screen.EndProgress();

    /// <inheritdoc />
    public override void NotifyEndApplication()
    {
    }

    /// <inheritdoc />
    public override void SetShouldExit(int exitCode)
    {
        if (_nested > 0)
        {
            ExitNestedPrompt();
            return;
        }

        ExitRequested ??= exitCode;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _screen.EndProgress();
        _screen.Keyboard.Dispose();
    }
}
