using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// One line for each sign-in, each refusal and each sign-out, in the hub's log: who by the hub user's id, from where, for which provider, how it ended.
/// What was typed is in none: people type passwords into the wrong field.
/// </summary>
internal sealed class SignOnAudit(IHubStore hub)
{
    private const int MaxLength = 400;

    /// <summary>Who besides the hub's log is told; the service's own log.</summary>
    public Action<string, IReadOnlyList<(string Name, object? Value)>>? Also { get; init; }

    /// <summary>The outcome where whoever asked has gone before it was over.</summary>
    public const string Aborted = "Aborted";

    /// <summary>Tells of a sign-in, or of why there was none.</summary>
    public void SignIn(string outcome, string? userId, string? address, string? provider, bool bySession = false, string? reason = null) =>
        Tell(outcome == nameof(CredentialOutcome.Ok) ? SyncLogLevel.Information : SyncLogLevel.Warning, "Sign-in", ("Outcome", outcome), ("User", userId), ("Address", address), ("Provider", provider), ("BySession", bySession), ("Reason", reason));

    /// <summary>Tells of the end of a session.</summary>
    public void SignOut(string? userId, string? address, string? provider) => Tell(SyncLogLevel.Information, "Sign-out", ("User", userId), ("Address", address), ("Provider", provider));

    private void Tell(SyncLogLevel level, string what, params IReadOnlyList<(string Name, object? Value)> facts)
    {
        (string, object?)[] clean = [.. facts.Select(static fact => (fact.Name, fact.Value is string text ? Clean(text) : fact.Value))];
        hub.Log?.Tell(level, what, clean);
        Also?.Invoke(what, clean);
    }

    private static string Clean(string text) => new([.. text.Take(MaxLength).Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c)]);
}
