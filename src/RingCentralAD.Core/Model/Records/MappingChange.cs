namespace RingCentralAD.Core.Model;

/// <summary>What an import does with one mapping.</summary>
public enum MappingChangeAction
{
    /// <summary>The hub has it already.</summary>
    Same,

    /// <summary>The hub had none for this target.</summary>
    Added,

    /// <summary>It takes the place of another one.</summary>
    Changed,

    /// <summary>The file does not have it, and -Replace was given.</summary>
    Removed,
}

/// <summary>One mapping of an import.</summary>
public sealed record MappingChange
{
    /// <summary>What is done.</summary>
    public required MappingChangeAction Action { get; init; }

    /// <summary>The direction.</summary>
    public required MappingDirection Direction { get; init; }

    /// <summary>The target attribute.</summary>
    public required string Target { get; init; }

    /// <summary>The directory's name, for a mapping of one directory only.</summary>
    public string? Directory { get; init; }

    /// <summary>The mapping that the hub had; null for none.</summary>
    public AttributeMapping? Before { get; init; }

    /// <summary>The mapping that the hub has afterwards; null for none.</summary>
    public AttributeMapping? After { get; init; }

    /// <summary>The expression afterwards, or the one that is removed.</summary>
    public string Expression => (After ?? Before)!.Expression;

    /// <inheritdoc />
    public override string ToString() => $"{Action} {After ?? Before}";
}
