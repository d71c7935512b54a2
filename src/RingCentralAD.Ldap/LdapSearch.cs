namespace RingCentralAD.Ldap;

/// <summary>How deep a search goes (RFC 4511, 4.5.1.2).</summary>
public enum LdapScope
{
    Base = 0,
    OneLevel = 1,
    Subtree = 2,
}

/// <summary>What to search for. Aliases are never followed.</summary>
public sealed record LdapSearch
{
    /// <summary>Where to start: a DN, empty for the root DSE, or Active Directory's <c>&lt;GUID=...&gt;</c>.</summary>
    public string BaseDn { get; init; } = "";

    public LdapScope Scope { get; init; } = LdapScope.Subtree;

    public LdapFilter Filter { get; init; } = LdapFilter.Present("objectClass");

    /// <summary>The attributes to read; empty for all user attributes, <c>1.1</c> for none.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>The most entries the server may send; 0 leaves it to the server. Reaching it is an error.</summary>
    public int SizeLimit { get; init; }

    /// <summary>The longest the server may search, in whole seconds; zero leaves it to the server. Reaching it is an error.</summary>
    public TimeSpan TimeLimit { get; init; }

    public IReadOnlyList<LdapControl> Controls { get; init; } = [];

    /// <summary>
    /// A server may find everything before it shows anything. Asked whenever <see cref="LdapOptions.ResponseTimeout"/> has passed without a
    /// first sign: whether it is to be waited for as long again. Null takes that silence for its end. Of several pages the first has it only.
    /// </summary>
    public Func<CancellationToken, Task<bool>>? StillAtWork { get; init; }
}

/// <summary>Filled when a search is over: what came besides entries.</summary>
public sealed class LdapSearchOutcome
{
    private readonly List<string> _references = [];
    private readonly List<LdapIntermediate> _intermediates = [];

    /// <summary>The final answer with its controls; null until the search is over.</summary>
    public LdapResult? Result { get; internal set; }

    /// <summary>URLs of parts of the tree that other servers hold; they were not followed.</summary>
    public IReadOnlyList<string> References => _references;

    /// <summary>What the server told while it searched, in order.</summary>
    public IReadOnlyList<LdapIntermediate> Intermediates => _intermediates;

    internal void Add(LdapIntermediate intermediate) => _intermediates.Add(intermediate);

    internal void AddReferences(IEnumerable<string> urls) => _references.AddRange(urls);
}
