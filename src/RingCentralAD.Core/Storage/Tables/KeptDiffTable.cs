using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class KeptDiffTable
{
    public static TableMap<KeptDiff> Map { get; } = new TableMap<KeptDiff>(
        "kept_diff", static row => new KeptDiff(row.Text(), row.Text(), row.Text()))
        .Key(nameof(KeptDiff.SystemId), static row => row.SystemId)
        .Key(nameof(KeptDiff.UserId), static row => row.UserId)
        .Text(nameof(KeptDiff.Json), static row => row.Json);
}
