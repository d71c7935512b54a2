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
                HealthFacts after = new()
                {
                    Ends = [.. before.Ends.Where(end => !asked.Contains(end.SystemId)).Concat(ends).OrderBy(static end => end.SystemId, StringComparer.Ordinal).ThenBy(static end => end.Name, StringComparer.Ordinal)],
                };
                if (!after.Ends.SequenceEqual(before.Ends))
                {
                    await transaction.SetAsync(after, cancellationToken).ConfigureAwait(false);
                }
            },
            null,
            cancellationToken);
}
