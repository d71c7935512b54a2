using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Carries a hub from one place to another: from a file to PostgreSQL, back, or between two of a kind.</summary>
public static class HubCopying
{
    /// <summary>
    /// Makes a hub in the new place with every row of the old one, in one transaction: it is there whole, or not at all. Nobody works on the old
    /// hub meanwhile, so that nothing written there is missing here; the old one stays as it is.
    /// </summary>
    /// <returns>How many rows were carried.</returns>
    /// <exception cref="RingCentralAdException">HubBusy: somebody is at work on the hub. HubExists: the new place is not empty. And as <see cref="HubStore.CreateAsync(HubLocation, TimeProvider, CancellationToken)"/>.</exception>
    public static Task<long> CopyAsync(
        IHubStore hub, HubLocation target, TimeProvider time, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return ((RelationalStore)hub).ReadAloneAsync(session => IntoAsync(session, target, time, progress, cancellationToken), cancellationToken);
    }

    /// <summary>Makes a hub with the rows that a connection sees.</summary>
    internal static Task<long> IntoAsync(Session from, HubLocation target, TimeProvider time, IProgress<RunProgress>? progress, CancellationToken cancellationToken) =>
        target.IsFile
            ? PartFile.MakeAsync(target.Path, part => MakeAsync(from, HubLocation.Parse(part), null, time, progress, cancellationToken))
            : MakeAsync(from, target, null, time, progress, cancellationToken);

    /// <summary>Makes a hub in a schema; one that is there is renamed in the same transaction.</summary>
    /// <returns>Whether one was there.</returns>
    internal static async Task<bool> IntoSchemaAsync(
        Session from, HubLocation target, string? aside, TimeProvider time, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        bool renamed = false;
        Replacement? replacement = aside is null ? null : new Replacement(aside, () => renamed = true);
        await MakeAsync(from, target, replacement, time, progress, cancellationToken).ConfigureAwait(false);
        return renamed;
    }

    /// <summary>Makes a hub at a place that is free.</summary>
    internal static async Task<long> MakeAsync(
        Session from, HubLocation place, Replacement? replacement, TimeProvider time, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        long copied = 0;
        RelationalStore made = await HubStore.CreateAsync(
            place,
            time,
            async to => copied = await RowCopy.CopyAsync(from, to, progress, cancellationToken).ConfigureAwait(false),
            replacement,
            cancellationToken).ConfigureAwait(false);
        await made.DisposeAsync().ConfigureAwait(false);
        return copied;
    }
}

/// <summary>A schema that another one takes the place of.</summary>
/// <param name="Aside">Its name afterwards.</param>
/// <param name="Renamed">Called where there was one.</param>
internal sealed record Replacement(string Aside, Action Renamed);
