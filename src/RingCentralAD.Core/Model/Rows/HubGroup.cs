namespace RingCentralAD.Core.Model;

/// <summary>A group of hub users.</summary>
public sealed record HubGroup : IHubRow
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Imported, Local, Rule or Everyone.</summary>
    public required HubGroupKind Kind { get; init; }

    /// <summary>The directory of an imported group; empty otherwise.</summary>
    public string SystemId { get; init; } = "";

    /// <summary>objectGUID or entryUUID of an imported group; empty otherwise.</summary>
    public string Key { get; init; } = "";

    /// <summary>The distinguished name of an imported group.</summary>
    public string? Place { get; init; }

    /// <summary>The relative identifier by which AD users name it as their primary group; null elsewhere.</summary>
    public long? PrimaryGroupId { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The expression of a rule group.</summary>
    public string? Rule { get; init; }

    /// <summary>Gone when its directory no longer has it.</summary>
    public AppUserState State { get; init; }

    /// <summary>Its directory has never shown the members of an imported group: that none are stored says nothing.</summary>
    public bool MembersUnknown { get; init; }

    /// <summary>Key of the name.</summary>
    public string? NameKey => MatchKey.Of(Name);

    /// <inheritdoc />
    public override string ToString() => Name;
}
