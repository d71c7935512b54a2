using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Running;

/// <summary>
/// An LDAP filter (RFC 4515) asked of the replica's people, as Active Directory would answer it: text regardless of case, Active Directory's bit
/// rules, memberships through the groups the hub knows. An attribute that a person lacks makes a comparison false and its negation true.
/// What the replica cannot answer is refused by name.
/// </summary>
public sealed class LdapScopeFilter : IScopeFilter
{
    private const string AllBits = "1.2.840.113556.1.4.803";
    private const string AnyBit = "1.2.840.113556.1.4.804";
    private const string Chain = "1.2.840.113556.1.4.1941";
    private readonly LdapFilter _filter;
    private readonly HashSet<string> _attributes = new(StringComparer.OrdinalIgnoreCase);

    private LdapScopeFilter(LdapFilter filter)
    {
        _filter = filter;
        Check(filter);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Attributes => [.. _attributes.Where(name => !IsMembership(name) && !IsPlace(name))];

    /// <inheritdoc />
    public bool ReadsGroups => _attributes.Any(IsMembership);

    /// <summary>Reads a filter.</summary>
    /// <exception cref="RingCentralAdException">ScopeFilterInvalid, ScopeFilterUnsupported.</exception>
    public static LdapScopeFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return new LdapScopeFilter(LdapFilter.Parse(text));
        }
        catch (LdapException error)
        {
            throw new RingCentralAdException("ScopeFilterInvalid", ErrorKind.InvalidInput, error.Message, "Write it as LDAP filters are, for example (&(department=Sales)(mail=*)).", text);
        }
    }

    /// <inheritdoc />
    public bool Matches(AppUser person, IReadOnlyList<string> memberOf, Func<IReadOnlyList<string>> inChain)
    {
        ArgumentNullException.ThrowIfNull(person);
        return Matches(_filter, new Subject(person, memberOf, inChain));
    }

    /// <inheritdoc />
    public override string ToString() => _filter.ToString();

    private static bool Matches(LdapFilter filter, Subject subject) => filter switch
    {
        LdapFilter.AndFilter and => and.Filters.All(part => Matches(part, subject)),
        LdapFilter.OrFilter or => or.Filters.Any(part => Matches(part, subject)),
        LdapFilter.NotFilter not => !Matches(not.Filter, subject),
        LdapFilter.PresentFilter present => subject.Values(present.Attribute).Count > 0,
        LdapFilter.CompareFilter compare => Compare(compare, subject),
        LdapFilter.SubstringsFilter parts => FilterSchema.Of(parts.Attribute) is FilterSyntax.Text
            && subject.Values(parts.Attribute).Any(value => FilterValue.Matches(value, parts.Start, parts.Middle, parts.End)),
        LdapFilter.ExtensibleFilter rule => Rule(rule, subject),
        _ => false,
    };

    private static bool Compare(LdapFilter.CompareFilter compare, Subject subject)
    {
        FilterSyntax syntax = FilterSchema.Of(compare.Attribute);
        return subject.Values(compare.Attribute).Any(value => compare.Comparison switch
        {
            LdapComparison.GreaterOrEqual => FilterValue.Order(syntax, value, compare.Value) >= 0,
            LdapComparison.LessOrEqual => FilterValue.Order(syntax, value, compare.Value) <= 0,
            _ => FilterValue.Same(syntax, value, compare.Value),
        });
    }

    private static bool Rule(LdapFilter.ExtensibleFilter rule, Subject subject)
    {
        string attribute = rule.Attribute!;
        if (rule.Rule == Chain)
        {
            return subject.InChain().Any(value => FilterValue.Same(FilterSyntax.Name, value, rule.Value));
        }

        if (rule.Rule is null)
        {
            return subject.Values(attribute).Any(value => FilterValue.Same(FilterSchema.Of(attribute), value, rule.Value));
        }

        return FilterValue.Integer(FilterValue.Text(rule.Value)) is { } bits
            && subject.Values(attribute).Select(FilterValue.Integer).Any(value => rule.Rule == AllBits ? (value & bits) == bits : (value & bits) is not (null or 0));
    }

    private static bool IsMembership(string name) => name.Equals("memberOf", StringComparison.OrdinalIgnoreCase);

    private static bool IsPlace(string name) => name.Equals("distinguishedName", StringComparison.OrdinalIgnoreCase) || name.Equals("entryDN", StringComparison.OrdinalIgnoreCase);

    private void Check(LdapFilter filter)
    {
        switch (filter)
        {
            case LdapFilter.AndFilter and:
                and.Filters.ToList().ForEach(Check);
                break;
            case LdapFilter.OrFilter or:
                or.Filters.ToList().ForEach(Check);
                break;
            case LdapFilter.NotFilter not:
                Check(not.Filter);
                break;
            case LdapFilter.PresentFilter present:
                Note(present.Attribute);
                break;
            case LdapFilter.CompareFilter compare:
                Note(compare.Attribute);
                break;
            case LdapFilter.SubstringsFilter parts:
                Note(parts.Attribute);
                break;
            case LdapFilter.ExtensibleFilter rule:
                Check(rule);
                break;
        }
    }

    private void Check(LdapFilter.ExtensibleFilter rule)
    {
        if (rule.Attribute is not { } attribute)
        {
            throw Unsupported($"the rule {rule.Rule} names no attribute");
        }

        if (rule.DnAttributes)
        {
            throw Unsupported($"':dn:' asks for parts of the distinguished name of {attribute}");
        }

        switch (rule.Rule)
        {
            case null:
                break;
            case Chain when !IsMembership(attribute):
                throw Unsupported($"the rule {Chain} (in chain) is asked of {attribute}; the hub knows chains of memberOf only");
            case AllBits or AnyBit when FilterSchema.Of(attribute) is not FilterSyntax.Integer:
                throw Unsupported($"the rule {rule.Rule} (bits) is asked of {attribute}, which is not known as a number");
            case AllBits or AnyBit or Chain:
                break;
            default:
                throw Unsupported($"the rule {rule.Rule} is not known");
        }

        Note(attribute);
    }

    private void Note(string attribute)
    {
        if (FilterSchema.IsRefused(attribute) || attribute.Contains(';', StringComparison.Ordinal))
        {
            throw Unsupported($"{attribute} is nothing that is kept with a person");
        }

        _attributes.Add(attribute);
    }

    private static RingCentralAdException Unsupported(string what) => new(
        "ScopeFilterUnsupported", ErrorKind.InvalidInput, $"The hub cannot ask this filter of the people it knows: {what}.",
        "Ask for an attribute of the person, or for a group with memberOf, or use -Group.", what);

    private sealed class Subject(AppUser person, IReadOnlyList<string> memberOf, Func<IReadOnlyList<string>> inChain)
    {
        public IReadOnlyList<string> InChain() => inChain();

        public IReadOnlyList<string> Values(string attribute) =>
            IsMembership(attribute) ? memberOf
            : IsPlace(attribute) ? [person.Place]
            : person.Attributes[attribute] switch
            {
                null => [],
                IReadOnlyList<string> list => list,
                string text => [text],
                var other => [Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture) ?? ""],
            };
    }
}
