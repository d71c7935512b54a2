using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Reads the schema of an LDAP server out of its subschema entry (RFC 4512, section 4.2): attributeTypes, and objectClasses for what a person must have.</summary>
internal sealed class LdapSchema(LdapSession session)
{
    private static readonly string[] s_people = ["inetOrgPerson", "organizationalPerson", "person"];

    public async Task<IReadOnlyList<DirectoryAttribute>> ReadAsync(CancellationToken cancellationToken)
    {
        RawEntry root = await session.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
        RawEntry? subschema = root.Text("subschemaSubentry") is { Length: > 0 } place
            ? await session.ReadEntryAsync(place, "(objectClass=*)", ["attributeTypes", "objectClasses"], cancellationToken: cancellationToken).ConfigureAwait(false)
            : null;
        if (subschema is null)
        {
            return [];
        }

        Dictionary<string, SchemaDefinition> types = new(StringComparer.OrdinalIgnoreCase);
        foreach (SchemaDefinition type in subschema.Texts("attributeTypes").Select(SchemaDefinition.Parse))
        {
            foreach (string name in type.Names)
            {
                types[name] = type;
            }
        }

        HashSet<string> must = Must([.. subschema.Texts("objectClasses").Select(SchemaDefinition.Parse)]);
        return
        [
            .. types.Values.Distinct()
                .Where(type => !type.Has("OBSOLETE") && (type.Value("USAGE") ?? "userApplications") == "userApplications")
                .Select(type => Attribute(type, types, must)).OrderBy(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static DirectoryAttribute Attribute(SchemaDefinition type, Dictionary<string, SchemaDefinition> types, HashSet<string> must)
    {
        (string? syntax, long? max) = Syntax(type, types);
        return new DirectoryAttribute
        {
            Name = type.Names[0],
            Description = type.Value("DESC"),
            Type = TypeOf(syntax),
            MultiValued = !type.Has("SINGLE-VALUE"),
            Max = max,
            Required = type.Names.Any(must.Contains),
            ReadOnly = type.Has("NO-USER-MODIFICATION"),
        };
    }

    /// <summary>The syntax and the length behind it; a type without one has its superior's.</summary>
    private static (string? Oid, long? Max) Syntax(SchemaDefinition type, Dictionary<string, SchemaDefinition> types)
    {
        for (int steps = 0; steps < 16; steps++)
        {
            if (type.Value("SYNTAX") is { } syntax)
            {
                int brace = syntax.IndexOf('{', StringComparison.Ordinal);
                return brace < 0 ? (syntax, null) : (syntax[..brace], long.TryParse(syntax[(brace + 1)..].TrimEnd('}'), System.Globalization.CultureInfo.InvariantCulture, out long max) ? max : null);
            }

            if (type.Value("SUP") is not { } superior || !types.TryGetValue(superior, out SchemaDefinition? next))
            {
                break;
            }

            type = next;
        }

        return (null, null);
    }

    /// <summary>What the classes of people ask for, their superiors included.</summary>
    private static HashSet<string> Must(IReadOnlyList<SchemaDefinition> classes)
    {
        HashSet<string> must = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        Stack<string> open = new(s_people.Where(name => classes.Any(each => each.Names.Contains(name, StringComparer.OrdinalIgnoreCase))).Take(1));
        while (open.TryPop(out string? name))
        {
            if (seen.Add(name) && classes.FirstOrDefault(each => each.Names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } found)
            {
                must.UnionWith(found.Values("MUST"));
                foreach (string superior in found.Values("SUP"))
                {
                    open.Push(superior);
                }
            }
        }

        return must;
    }

    // RFC 4517, section 3.3.
    private static string TypeOf(string? oid) => oid?[(oid.LastIndexOf('.') + 1)..] switch
    {
        "7" => "boolean",
        "27" => "number",
        "24" or "53" => "time",
        "12" or "34" => "name of an entry",
        "40" or "5" or "8" or "28" or "23" => "octets",
        _ => "text",
    };
}
