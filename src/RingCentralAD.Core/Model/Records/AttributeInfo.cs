namespace RingCentralAD.Core.Model;

/// <summary>Whose the values of an attribute can be (the guide, "Scope" in the profile editor).</summary>
public enum AttributeScope
{
    /// <summary>Any value, also one that many people share.</summary>
    None,

    /// <summary>Each person's own: it is never given to a whole group.</summary>
    UserPersonal,
}

/// <summary>An attribute of the hub user, of a directory or of RingCentral, as the guide's profile editor shows it.</summary>
public sealed record AttributeInfo
{
    /// <summary>Whose schema: Hub, RingCentral, or the directory's name.</summary>
    public required string System { get; init; }

    /// <summary>The name people read.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The variable name: as it stands behind <c>user.</c> or <c>appuser.</c> in expressions.</summary>
    public required string Name { get; init; }

    /// <summary>The LDAP attribute behind the guide's name; null where it is the same, and outside directories.</summary>
    public string? LdapName { get; init; }

    /// <summary>The type in words: string, boolean, integer, number, string array, email, uri, country code; of a directory as its schema says.</summary>
    public required string Type { get; init; }

    /// <summary>Several values.</summary>
    public bool MultiValued { get; init; }

    /// <summary>Fewest characters; null for no limit.</summary>
    public long? MinLength { get; init; }

    /// <summary>Most characters; null for no limit.</summary>
    public long? MaxLength { get; init; }

    /// <summary>A person must have a value.</summary>
    public bool Required { get; init; }

    /// <summary>Added by an administrator; the others belong to the base schema.</summary>
    public bool Custom { get; init; }

    /// <summary>Only its system sets it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Who masters it: Inherit from profile master, or the masters that override it. Null outside the hub.</summary>
    public string? Master { get; init; }

    /// <summary>Whose its values can be.</summary>
    public AttributeScope Scope { get; init; }

    /// <summary>The mappings that give it its value.</summary>
    public IReadOnlyList<AttributeMapping> MappedFrom { get; init; } = [];

    /// <summary>The mappings that read it.</summary>
    public IReadOnlyList<AttributeMapping> MappedTo { get; init; } = [];

    /// <summary>What the schema says it is for.</summary>
    public string? Description { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
