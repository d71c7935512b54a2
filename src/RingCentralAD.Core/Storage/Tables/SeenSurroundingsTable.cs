using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class SeenSurroundingsTable
{
    public static TableMap<SeenSurroundings> Map { get; } = new TableMap<SeenSurroundings>(
        "seen_surroundings", static row => new SeenSurroundings(row.Text(), row.Text(), row.Text()))
        .Key(nameof(SeenSurroundings.SystemId), static row => row.SystemId)
        .Key(nameof(SeenSurroundings.UserId), static row => row.UserId)
        .Text(nameof(SeenSurroundings.Fingerprint), static row => row.Fingerprint)
        .AsNarrow();
}
