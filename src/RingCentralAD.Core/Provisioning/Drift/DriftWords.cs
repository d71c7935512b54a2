using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>People's words on single values that were changed on the RingCentral side.</summary>
public static class DriftWords
{
    /// <summary>Stores the word to push, or to leave alone; the people are planned again.</summary>
    /// <param name="hub">The hub, or a trial of it.</param>
    /// <param name="drifts">The rows as they were looked at; those without a person or an attribute have nothing to say it of.</param>
    /// <param name="answer">Push or Leave.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lease">The lease of the run that says it; null outside of one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task SayAsync(
        IHubStore hub, IReadOnlyCollection<AccountDrift> drifts, DriftAnswer answer, TimeProvider time, Lease? lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(drifts);
        DriftChoice[] choices = [.. drifts.Where(CanBeSaid).Select(drift => Of(drift, answer, time)).DistinctBy(choice => (choice.UserId, choice.Attribute))];
        return choices.Length == 0 ? Task.CompletedTask : hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync(choices, cancellationToken).ConfigureAwait(false);
                await transaction.SaveAsync(
                    [.. choices.Select(choice => choice.UserId).Distinct().Select(id => new TouchedMark(Ids.RingCentral, id, Ids.New(time)))], cancellationToken).ConfigureAwait(false);
            },
            lease,
            cancellationToken);
    }

    /// <summary>Whether a row is about one value of one person.</summary>
    public static bool CanBeSaid(AccountDrift drift)
    {
        ArgumentNullException.ThrowIfNull(drift);
        return drift is { HubUserId: not null, Attribute: not null, Kind: DriftKind.Value or DriftKind.Status }
            or { HubUserId: not null, Attribute: not null, Kind: DriftKind.Number, LastWinner: not "RingCentral" };
    }

    internal static DriftChoice Of(AccountDrift drift, DriftAnswer answer, TimeProvider time) => new(
        drift.HubUserId!, drift.Attribute!, answer, drift.HubValue, drift.AccountValue,
        ThisProcess.Account, time.GetUtcNow());
}
