namespace RingCentralAD.Ldap;

/// <summary>How far below the base a search goes.</summary>
public enum LdapScope
{
    /// <summary>The base alone.</summary>
    Base = 0,

    /// <summary>Its children.</summary>
    OneLevel = 1,

    /// <summary>It and all below.</summary>
    Subtree = 2,
}

/// <summary>A search request.</summary>
public sealed record LdapSearch
{
    /// <summary>Where to begin; empty for the root DSE.</summary>
    public required string BaseDn { get; init; }

    /// <summary>How far to go.</summary>
    public LdapScope Scope { get; init; } = LdapScope.Subtree;

    /// <summary>Which entries.</summary>
    public LdapFilter Filter { get; init; } = LdapFilter.Present("objectClass");

    /// <summary>Which attributes; empty for all user attributes.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Controls besides those of the call itself.</summary>
    public IReadOnlyList<LdapControl> Controls { get; init; } = [];

    /// <summary>At most so many entries; 0 for no limit of ours.</summary>
    public int SizeLimit { get; init; }

    /// <summary>At most so long at the server; zero for no limit of ours.</summary>
    public TimeSpan TimeLimit { get; init; }
}

/// <summary>What a modification does.</summary>
public enum LdapModificationKind
{
    /// <summary>Adds the values.</summary>
    Add = 0,

    /// <summary>Deletes the values; without values, the attribute.</summary>
    Delete = 1,

    /// <summary>Puts the values in the place of what is there.</summary>
    Replace = 2,
}

/// <summary>One change of one attribute.</summary>
public sealed record LdapModification(LdapModificationKind Operation, string Attribute, IReadOnlyList<string> Values);
