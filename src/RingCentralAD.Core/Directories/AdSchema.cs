using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// Reads what a user may have out of Active Directory's schema partition: the classes from user upwards with their auxiliary ones
/// (classSchema), and the attributes that they name (attributeSchema), with types, ranges, and whether there are several values.
/// </summary>
internal sealed class AdSchema(LdapSession session)
{
    private static readonly string[] s_must = ["mustContain", "systemMustContain"];
    private static readonly string[] s_may = ["mayContain", "systemMayContain"];
    private static readonly string[] s_above = ["subClassOf", "auxiliaryClass", "systemAuxiliaryClass"];

    public async Task<IReadOnlyList<DirectoryAttribute>> ReadAsync(CancellationToken cancellationToken)
    {
        RawEntry root = await session.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
        if (root.Text("schemaNamingContext") is not { Length: > 0 } schema)
        {
            return [];
        }

        Dictionary<string, RawEntry> classes = new(StringComparer.OrdinalIgnoreCase);
        await foreach (RawEntry found in session.ReadAllAsync(
            schema, "(objectClass=classSchema)", ["lDAPDisplayName", .. s_must, .. s_may, .. s_above], cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            classes[found.Text("lDAPDisplayName") ?? ""] = found;
        }

        (HashSet<string> must, HashSet<string> may) = OfUser(classes);
        List<DirectoryAttribute> attributes = [];
        await foreach (RawEntry found in session.ReadAllAsync(
            schema,
            "(&(objectClass=attributeSchema)(!(isDefunct=TRUE)))",
            ["lDAPDisplayName", "adminDescription", "attributeSyntax", "isSingleValued", "rangeLower", "rangeUpper", "systemOnly", "linkID", "systemFlags"],
            cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            string name = found.Text("lDAPDisplayName") ?? "";
            if (must.Contains(name) || may.Contains(name))
            {
                attributes.Add(Attribute(name, found, must));
            }
        }

        return [.. attributes.OrderBy(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static (HashSet<string> Must, HashSet<string> May) OfUser(Dictionary<string, RawEntry> classes)
    {
        HashSet<string> must = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> may = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        Stack<string> open = new(["user"]);
        while (open.TryPop(out string? name))
        {
            if (seen.Add(name) && classes.TryGetValue(name, out RawEntry? found))
            {
                must.UnionWith(s_must.SelectMany(found.Texts));
                may.UnionWith(s_may.SelectMany(found.Texts));
                foreach (string above in s_above.SelectMany(found.Texts))
                {
                    open.Push(above);
                }
            }
        }

        return (must, may);
    }

    private static DirectoryAttribute Attribute(string name, RawEntry found, HashSet<string> must) => new()
    {
        Name = name,
        Description = found.Text("adminDescription") is { } text && text != name ? text : null,
        Type = TypeOf(found.Text("attributeSyntax")),
        MultiValued = !Ascii.IsTrue(found.Bytes("isSingleValued")),
        Min = Number(found, "rangeLower"),
        Max = Number(found, "rangeUpper"),
        Required = must.Contains(name),

        // Set by the system alone, a back link (odd linkID), or constructed when read (systemFlags, bit 4): [MS-ADTS] 3.1.1.2.3.
        ReadOnly = Ascii.IsTrue(found.Bytes("systemOnly")) || Number(found, "linkID") % 2 == 1 || (Number(found, "systemFlags") & 4) == 4,
    };

    private static long? Number(RawEntry entry, string name) => long.TryParse(entry.Text(name), CultureInfo.InvariantCulture, out long number) ? number : null;

    // [MS-ADTS] 3.1.1.2.2.2, LDAP representations.
    private static string TypeOf(string? syntax) => syntax switch
    {
        "2.5.5.8" => "boolean",
        "2.5.5.9" or "2.5.5.16" => "number",
        "2.5.5.11" => "time",
        "2.5.5.1" or "2.5.5.7" or "2.5.5.14" => "name of an entry",
        "2.5.5.10" or "2.5.5.13" or "2.5.5.15" or "2.5.5.17" => "octets",
        _ => "text",
    };
}
