using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class TouchedMarkTable
{
    public static TableMap<TouchedMark> Map { get; } = new TableMap<TouchedMark>(
        "touched_mark", static row => new TouchedMark(row.Text(), row.Text(), row.Text()))
        .Key(nameof(TouchedMark.SystemId), static row => row.SystemId)
        .Key(nameof(TouchedMark.UserId), static row => row.UserId)
        .Text(nameof(TouchedMark.Revision), static row => row.Revision)
        .AsNarrow();
}
