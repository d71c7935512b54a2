using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Where the record ends. Kept beside it, so that lines taken away at its end are missed.</summary>
internal sealed record RecordHead(long Number, DateTimeOffset At, string Hash) : IHubRow;

internal static class RecordHeadTable
{
    private const string OnlyRow = "Record";

    public static TableMap<RecordHead> Map { get; } = new TableMap<RecordHead>("record_head", static row =>
    {
        row.Text();
        return new RecordHead(row.Integer(), row.Time(), row.Text());
    })
        .Key("Name", static _ => OnlyRow)
        .Integer(nameof(RecordHead.Number), static row => row.Number)
        .Time(nameof(RecordHead.At), static row => row.At)
        .Text(nameof(RecordHead.Hash), static row => row.Hash)
        .AsAppendOnly();
}
