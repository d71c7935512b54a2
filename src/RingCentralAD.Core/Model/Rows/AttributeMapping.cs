namespace RingCentralAD.Core.Model;

/// <summary>An expression that gives one target attribute in one direction.</summary>
public sealed record AttributeMapping : IHubRow
{
    /// <summary>The direction.</summary>
    public required MappingDirection Direction { get; init; }

    /// <summary>The directory it is for; empty for all of them, and always empty towards and from RingCentral.</summary>
    public string DirectoryId { get; init; } = "";

    /// <summary>The attribute that gets the value.</summary>
    public required string Target { get; init; }

    /// <summary>The expression in the mapping language.</summary>
    public required string Expression { get; init; }

    /// <summary>At create only, or at create and update.</summary>
    public MappingApply Apply { get; init; }

    /// <summary>What an empty result does to the target.</summary>
    public EmptyValue WhenEmpty { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Direction} {Target} = {Expression}";
}
