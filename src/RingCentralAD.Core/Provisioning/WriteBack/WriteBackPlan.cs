using System.Globalization;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What a write-back would write into one directory.</summary>
public sealed record WriteBackPlan
{
    /// <summary>The directory.</summary>
    public required DirectoryEntry Directory { get; init; }

    /// <summary>One operation per person; each change with the value last read and the new one.</summary>
    public required IReadOnlyList<Operation> Operations { get; init; }

    /// <summary>The records, attribute by attribute: what is written, held and left.</summary>
    public required IReadOnlyList<WriteBackRecord> Records { get; init; }

    /// <summary>What a person refused and the plan still wants: it stays as it is.</summary>
    public IReadOnlyList<Operation> Refused { get; init; } = [];

    /// <summary>How many people's attributes are filled already: what a replacement is measured against.</summary>
    public required int Filled { get; init; }

    /// <summary>Why the guard holds the replacements; null where it does not.</summary>
    public string? Stopped { get; init; }

    /// <summary>The part that people have approved, or the part that they have not, each with its people's records.</summary>
    public WriteBackPlan Part(bool approved)
    {
        Operation[] operations = [.. Operations.Where(operation => Word.IsApprovedItself(operation) == approved)];
        HashSet<string> people = [.. operations.Select(static operation => operation.UserId)];
        return this with { Operations = operations, Records = [.. Records.Where(record => people.Contains(record.HubUserId))] };
    }

    /// <summary>How many records of an action there are.</summary>
    public int Count(WriteBackAction action) => Records.Count(record => record.Action == action);

    /// <inheritdoc />
    public override string ToString() => Count(WriteBackAction.Restore) > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Directory.Name}: {Count(WriteBackAction.Restore):N0} restored, {Count(WriteBackAction.Left):N0} left")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Directory.Name}: {Count(WriteBackAction.Fill):N0} filled, {Count(WriteBackAction.Replace):N0} replaced, {Count(WriteBackAction.Clear):N0} cleared, {Count(WriteBackAction.Left):N0} left, {Count(WriteBackAction.Held):N0} held");
}
