using System.Collections.Concurrent;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Sso.Tests;

/// <summary>Knows a few names and one password; stands for Active Directory where a test is about the pages alone.</summary>
internal sealed class FakeCredentials : ICredentialCheck
{
    public const string Password = "right horse battery";

    /// <summary>People by the name they type: their hub user's id, and what comes of the right password.</summary>
    public ConcurrentDictionary<string, (string UserId, CredentialOutcome Outcome)> People { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentQueue<CredentialAttempt> Attempts { get; } = [];

    /// <summary>Awaited before each answer.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public async Task<CredentialAnswer> CheckAsync(CredentialAttempt attempt, CancellationToken cancellationToken = default)
    {
        Attempts.Enqueue(attempt);
        await Before(cancellationToken);
        return !People.TryGetValue(attempt.Name, out (string UserId, CredentialOutcome Outcome) person) ? new CredentialAnswer(CredentialOutcome.NotInHub)
            : attempt.Password != Password ? new CredentialAnswer(CredentialOutcome.WrongPassword) { HubUserId = person.UserId }
            : new CredentialAnswer(person.Outcome) { HubUserId = person.UserId, IsTold = true, DeviceMark = person.Outcome == CredentialOutcome.Ok ? "device-mark" : null };
    }
}

/// <summary>Keeps what a log is told.</summary>
internal sealed class MemoryLog : ISyncLog
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public bool IsOn(SyncLogLevel level) => true;

    public RingCentralAdException? TakeLoss() => null;

    public void Tell(SyncLogLevel level, string what, params IReadOnlyList<(string Name, object? Value)> facts) =>
        Lines.Enqueue($"{level} {what} {string.Join(' ', facts.Where(static fact => fact.Value is not null).Select(static fact => $"{fact.Name}={fact.Value}"))}");
}
