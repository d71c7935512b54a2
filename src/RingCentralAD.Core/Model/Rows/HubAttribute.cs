namespace RingCentralAD.Core.Model;

/// <summary>One attribute of the hub user's schema.</summary>
public sealed record HubAttribute : IHubRow
{
    /// <summary>The name in expressions: <c>user.NAME</c>. Case matters there.</summary>
    public required string Name { get; init; }

    /// <summary>The name people read.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Its type.</summary>
    public HubAttributeType Type { get; init; }

    /// <summary>Fewest characters; null for no limit.</summary>
    public int? MinLength { get; init; }

    /// <summary>Most characters; null for no limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A person without a value is held.</summary>
    public bool Required { get; init; }

    /// <summary>Added by an administrator; the others belong to the base schema.</summary>
    public bool Custom { get; init; }
}
