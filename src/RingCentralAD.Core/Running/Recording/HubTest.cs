using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Running;

/// <summary>Looks at a hub as a whole: whether its database holds together, and whether its record is as it was written.</summary>
public static class HubTest
{
    /// <summary>Looks.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="expectedHead">A head of the record that was noted earlier; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<HubCheck> RunAsync(
        IHubStore hub, string? expectedHead, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        yield return await DatabaseAsync((RelationalStore)hub, cancellationToken).ConfigureAwait(false);
        RecordState state = await RecordCheck.RunAsync(hub, expectedHead, cancellationToken).ConfigureAwait(false);
        yield return state.BrokenAt is { } line
            ? new HubCheck(
                "Record", false, string.Create(CultureInfo.InvariantCulture, $"Line {line} of the record: {state.Broken}."),
                "Find out who could write to the hub's database, and compare with a backup (Get-RcSyncChange -Hub).") { BrokenLine = line }
            : new HubCheck(
                "Record", true,
                string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(state.Lines, "line")}, {state.Erased:N0} of them erased with their person, all as they were written; the last is {state.Head}.")) { RecordHead = state.Head };
    }

    private static async Task<HubCheck> DatabaseAsync(RelationalStore hub, CancellationToken cancellationToken)
    {
        try
        {
            await hub.CheckWholeAsync(cancellationToken).ConfigureAwait(false);
            return new HubCheck("Database", true, $"The database at {hub.Location} holds together.");
        }
        catch (RingCentralAdException error) when (error.ErrorId == "HubDamaged")
        {
            return new HubCheck("Database", false, error.Message, error.Remedy);
        }
    }
}
