using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>Finds runs of the hub.</summary>
public static class HubRuns
{
    /// <summary>The run with this number or id; throws <c>RunNotFound</c>.</summary>
    public static async Task<Run> FindAsync(IHubReader hub, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(name);
        Filter<Run> filter = long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new Filter<Run>().Equal(row => row.Number, number)
            : new Filter<Run>().Equal(row => row.Id, name.Trim().ToLowerInvariant());
        return await hub.FindAsync(filter, cancellationToken).ConfigureAwait(false)
            ?? throw new RingCentralAdException("RunNotFound", ErrorKind.NotFound, $"The hub has no run '{name}'.", "Give the number that the run told at its end, or the RunId of Get-RcOperation.", name);
    }
}
