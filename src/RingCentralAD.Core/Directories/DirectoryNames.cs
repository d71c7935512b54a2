using System.Collections.Frozen;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// The guide's names of a directory user (appuser.firstName …) and the LDAP attributes behind them
/// (guide, "AD &gt; Okta Attribute Mapping requirements"; DESIGN, section 6). Every other attribute goes by its own name.
/// AD's numeric countryCode is read beside c and turned into the code of two letters by the mapping.
/// </summary>
public sealed class DirectoryNames
{
    private readonly FrozenDictionary<string, string[]> _sources;

    private DirectoryNames(IReadOnlyDictionary<string, string[]> sources)
    {
        _sources = sources.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        Attributes = sources.ToFrozenDictionary(static pair => pair.Key, static pair => pair.Value[0], StringComparer.OrdinalIgnoreCase);
        FallBacks = sources.Values.Where(static names => names.Length > 1).ToFrozenDictionary(
            static names => names[0], static names => (IReadOnlyList<string>)names[1..], StringComparer.OrdinalIgnoreCase);
        TextAttributes = sources.Values.SelectMany(static names => names).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Active Directory.</summary>
    public static DirectoryNames ActiveDirectory { get; } = new(new Dictionary<string, string[]>
    {
        ["firstName"] = ["givenName"],
        ["lastName"] = ["sn"],
        ["email"] = ["mail"],
        ["userName"] = ["userPrincipalName"],
        ["mobilePhone"] = ["mobile"],
        ["streetAddress"] = ["streetAddress"],
        ["city"] = ["l"],
        ["state"] = ["st"],
        ["postalCode"] = ["postalCode"],
        ["countryCode"] = ["c"],
        ["department"] = ["department"],
    });

    /// <summary>Servers whose people are inetOrgPerson (RFC 2798): OpenLDAP, 389 DS, Oracle, eDirectory, OpenDJ.</summary>
    public static DirectoryNames InetOrgPerson { get; } = new(new Dictionary<string, string[]>
    {
        ["firstName"] = ["givenName"],
        ["lastName"] = ["sn"],
        ["email"] = ["mail"],
        ["userName"] = ["uid"],
        ["mobilePhone"] = ["mobile"],
        ["streetAddress"] = ["street", "streetAddress", "postalAddress"],
        ["city"] = ["l"],
        ["state"] = ["st"],
        ["postalCode"] = ["postalCode"],
        ["countryCode"] = ["c"],
        ["department"] = ["departmentNumber", "ou", "department"],
    });

    /// <summary>eDirectory: the login is the common name where an entry has no uid.</summary>
    public static DirectoryNames EDirectory { get; } = new(new Dictionary<string, string[]>(InetOrgPerson._sources) { ["userName"] = ["uid", "cn"] });

    /// <summary>The guide's name to the LDAP attribute under which an app user carries its value.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; }

    /// <summary>LDAP attributes to those whose value takes their place where they have none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FallBacks { get; }

    /// <summary>Attributes that people read as text, whatever bytes they hold.</summary>
    internal FrozenSet<string> TextAttributes { get; }

    /// <summary>The attributes to ask a server for, so that all of the given ones, by the guide's names or their own, can be told.</summary>
    public IReadOnlyList<string> Expand(IEnumerable<string> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        List<string> result = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in attributes)
        {
            foreach (string attribute in FallBacks.TryGetValue(name, out IReadOnlyList<string>? others) ? [name, .. others] : new[] { name })
            {
                if (seen.Add(attribute))
                {
                    result.Add(attribute);
                }
            }
        }

        return result;
    }

    /// <summary>The LDAP attributes behind a name in the order in which they are tried; a name that is not the guide's gives itself.</summary>
    public IReadOnlyList<string> Sources(string name) => _sources.TryGetValue(name, out string[]? names) ? names : [name];
}
