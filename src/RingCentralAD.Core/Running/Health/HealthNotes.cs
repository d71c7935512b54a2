using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Notes in the hub what a sync saw of the credentials it signed in with.</summary>
internal static class HealthNotes
{
    /// <summary>Asks the sessions of a sync, and keeps what they tell; of a system that was not reached the last word stays.</summary>
    public static async Task KeepAsync(SyncContext context, CancellationToken cancellationToken)
    {
        List<CredentialEnd> ends = [];
        HashSet<string> asked = [];
        foreach ((string system, ICredentialEnds session) in context.Sessions)
        {
            try
            {
                ends.AddRange(await session.ReadEndsAsync(cancellationToken).ConfigureAwait(false));
                asked.Add(system);
            }
            catch (RingCentralAdException)
            {
                // Nothing hangs on it today; the next sync asks again.
            }
        }

        try
        {
            await StoreAsync(context, ends, asked, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException)
        {
            // The sync was done, and says itself what is wrong with the hub where it needs it.
        }
    }

    private static Task StoreAsync(SyncContext context, IReadOnlyList<CredentialEnd> ends, IReadOnlySet<string> asked, CancellationToken cancellationToken) =>
        context.Hub.WriteAsync(
            async transaction =>
            {
                HealthFacts before = await transaction.GetAsync<HealthFacts>(cancellationToken).ConfigureAwait(false);
                HealthFacts after = Merge(before, ends, asked, context.Time.GetUtcNow());
                if (!after.Ends.SequenceEqual(before.Ends))
                {
                    await transaction.SetAsync(after, cancellationToken).ConfigureAwait(false);
                }
            },
            null,
            cancellationToken);

    /// <summary>What was known, with what was seen now. A sync meets one domain controller of several: the certificate that another one showed stands until its day.</summary>
    internal static HealthFacts Merge(HealthFacts before, IReadOnlyList<CredentialEnd> ends, IReadOnlySet<string> asked, DateTimeOffset now)
    {
        IEnumerable<CredentialEnd> stay = before.Ends.Where(end =>
            !asked.Contains(end.SystemId) || (end.OfServer && end.At > now && !ends.Any(one => one.SystemId == end.SystemId && one.Name == end.Name)));
        return new HealthFacts { Ends = [.. stay.Concat(ends).OrderBy(static end => end.SystemId, StringComparer.Ordinal).ThenBy(static end => end.Name, StringComparer.Ordinal)] };
    }
}
