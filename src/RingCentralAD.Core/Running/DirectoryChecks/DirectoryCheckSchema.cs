using System.Text.RegularExpressions;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Running;

/// <summary>Compares the attributes that mappings name with those that the directory's schema has and people fill.</summary>
internal sealed partial class DirectoryCheckSchema(MappingCatalog mappings, DirectoryEntry entry, DirectoryCheckFindings findings)
{
    private const string Check = "Mapped attributes";

    /// <summary>The names in the server's schema (RFC 4512, 4.2); null where it shows none.</summary>
    public static async Task<IReadOnlySet<string>?> ReadAsync(LdapConnection connection, string? subschema, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(subschema))
        {
            return null;
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        LdapSearch search = new() { BaseDn = subschema, Scope = LdapScope.Base, Attributes = ["attributeTypes"] };
        await foreach (LdapEntry schema in connection.SearchAsync(search, cancellationToken).ConfigureAwait(false))
        {
            foreach (string definition in schema.GetStrings("attributeTypes"))
            {
                Match match = Names().Match(definition);
                names.UnionWith(match.Groups["name"].Captures.Select(capture => capture.Value));
            }
        }

        return names.Count > 0 ? names : null;
    }

    /// <summary>One finding per mapping that reads or writes what is not there, or reads what nobody has.</summary>
    /// <param name="schema">The schema's names; null where they are not known.</param>
    /// <param name="inScope">How many people are in scope.</param>
    /// <param name="filled">How many of them have a value of an attribute.</param>
    public IEnumerable<DirectoryCheck> Compare(IReadOnlySet<string>? schema, int inScope, Func<string, int> filled)
    {
        bool any = false;
        foreach ((AttributeMapping mapping, string name, string[] attributes) in Used())
        {
            string reads = mapping.Direction == MappingDirection.HubToAd ? "writes" : "reads";
            string what = $"The mapping of {mapping.Target} ({mapping.Direction}) {reads} {(attributes.Contains(name, StringComparer.OrdinalIgnoreCase) ? name : $"{name} ({attributes[0]})")}";
            if (schema is not null && !attributes.Any(schema.Contains))
            {
                any = true;
                yield return findings.Failed(Check, $"{what}, which the directory's schema does not have.",
                    $"{Nearest.Question(attributes[0], schema)}Correct it with Set-AttributeMapping -Direction {mapping.Direction} -Target {mapping.Target}, or extend the schema.");
            }
            else if (mapping.Direction == MappingDirection.AdToHub && inScope > 0 && attributes.All(attribute => filled(attribute) == 0))
            {
                any = true;
                yield return findings.Warning(Check, $"{what}, which none of the {inScope} people in scope has a value of.",
                    "See that the name is the right one and that the account may read it; a right that is missing looks the same.");
            }
        }

        if (!any)
        {
            yield return schema is null
                ? findings.Passed(Check, "Somebody has a value of each attribute that mappings read. The directory shows no schema.")
                : findings.Passed(Check, "The schema has every attribute that mappings read or write, and somebody has a value of each that they read.");
        }
    }

    private IEnumerable<(AttributeMapping Mapping, string Name, string[] Attributes)> Used()
    {
        foreach (CompiledMapping mapping in mappings.All.OrderBy(mapping => mapping.Mapping.Direction).ThenBy(mapping => mapping.Mapping.Target, StringComparer.Ordinal))
        {
            AttributeMapping own = mapping.Mapping;
            if (own.Direction == MappingDirection.HubToAd && mappings.Outbound(own.Direction, entry.Id).Contains(mapping))
            {
                yield return (own, own.Target, [own.Target]);
            }
            else if (own.Direction == MappingDirection.AdToHub && mappings.Inbound(entry.Id, own.Target) == mapping)
            {
                foreach (string name in mapping.Uses("appuser").Distinct(StringComparer.Ordinal))
                {
                    yield return (own, name, [.. AppUserNames.LdapNames(entry.Settings.Names, name)]);
                }
            }
        }
    }

    [GeneratedRegex(@"\bNAME\s+(?:'(?<name>[^']+)'|\(\s*(?:'(?<name>[^']+)'\s*)+\))", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
