using System.Management.Automation;

namespace RingCentralAD.Module.Tests.Host;

/// <summary>What came of a script.</summary>
internal sealed record ScriptResult(
    IReadOnlyList<PSObject?> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    PSInvocationState State,
    RuntimeException? Thrown)
{
    /// <summary>The output without PowerShell's wrapping.</summary>
    public IReadOnlyList<object?> Values => [.. Output.Select(item => item?.BaseObject)];

    public static ScriptResult From(PowerShell shell, IEnumerable<PSObject?> output, RuntimeException? thrown = null) => new(
        [.. output],
        [.. shell.Streams.Error],
        [.. shell.Streams.Warning.Select(warning => warning.Message)],
        shell.InvocationStateInfo.State,
        thrown);

    public ScriptResult MustSucceed() =>
        Thrown is null && Errors.Count == 0
            ? this
            : throw new InvalidOperationException(Thrown?.ToString() ?? string.Join("\n", Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}")));
}
