using System.Globalization;
using System.Text;
using RingCentralAD.Ldap.Filters;

namespace RingCentralAD.Ldap;

/// <summary>
/// A search filter (RFC 4511, 4.5.1.7). Values are bytes, so nothing in them can change the filter's shape;
/// <see cref="ToString"/> gives the text of RFC 4515, escaped.
/// </summary>
public abstract record LdapFilter
{
    private LdapFilter()
    {
    }

    /// <summary>True where all are; with none, always true (RFC 4526).</summary>
    public sealed record AndFilter(IReadOnlyList<LdapFilter> Filters) : LdapFilter;

    /// <summary>True where one is; with none, never true (RFC 4526).</summary>
    public sealed record OrFilter(IReadOnlyList<LdapFilter> Filters) : LdapFilter;

    public sealed record NotFilter(LdapFilter Filter) : LdapFilter;

    /// <summary><c>=</c>, <c>&gt;=</c>, <c>&lt;=</c> or <c>~=</c>.</summary>
    public sealed record CompareFilter(LdapComparison Comparison, string Attribute, byte[] Value) : LdapFilter;

    /// <summary>Parts in order; an empty start or end stands for any.</summary>
    public sealed record SubstringsFilter(string Attribute, byte[] Start, IReadOnlyList<byte[]> Middle, byte[] End) : LdapFilter;

    public sealed record PresentFilter(string Attribute) : LdapFilter;

    /// <summary>A named matching rule, such as Active Directory's bit and in-chain rules.</summary>
    public sealed record ExtensibleFilter(string? Rule, string? Attribute, byte[] Value, bool DnAttributes) : LdapFilter;

    /// <summary>Reads RFC 4515 text; surrounding blanks are allowed.</summary>
    /// <exception cref="LdapException">Kind InvalidFilter: the message says what is wrong at which character.</exception>
    public static LdapFilter Parse(string text) => new LdapFilterParser(text).Parse();

    public static LdapFilter And(params IReadOnlyList<LdapFilter> filters) => new AndFilter(filters);

    public static LdapFilter Or(params IReadOnlyList<LdapFilter> filters) => new OrFilter(filters);

    public static LdapFilter Not(LdapFilter filter) => new NotFilter(filter);

    public static LdapFilter Equal(string attribute, string value) => Compare(LdapComparison.Equal, attribute, Encoding.UTF8.GetBytes(value));

    public static LdapFilter Equal(string attribute, byte[] value) => Compare(LdapComparison.Equal, attribute, value);

    /// <summary>Compares with a GUID in Active Directory's byte order, as objectGUID holds it.</summary>
    public static LdapFilter Equal(string attribute, Guid value) => Compare(LdapComparison.Equal, attribute, value.ToByteArray());

    public static LdapFilter GreaterOrEqual(string attribute, string value) => Compare(LdapComparison.GreaterOrEqual, attribute, Encoding.UTF8.GetBytes(value));

    public static LdapFilter GreaterOrEqual(string attribute, long value) => GreaterOrEqual(attribute, value.ToString(CultureInfo.InvariantCulture));

    public static LdapFilter LessOrEqual(string attribute, string value) => Compare(LdapComparison.LessOrEqual, attribute, Encoding.UTF8.GetBytes(value));

    public static LdapFilter StartsWith(string attribute, string start) => Substrings(attribute, start, [], "");

    public static LdapFilter Contains(string attribute, string part) => Substrings(attribute, "", [part], "");

    public static LdapFilter EndsWith(string attribute, string end) => Substrings(attribute, "", [], end);

    public static LdapFilter Present(string attribute) => new PresentFilter(LdapFilterText.CheckAttribute(attribute));

    /// <summary>Uses a matching rule by its OID, such as 1.2.840.113556.1.4.803 (all these bits) or .1941 (in chain).</summary>
    public static LdapFilter Matches(string attribute, string rule, string value)
        => new ExtensibleFilter(LdapFilterText.CheckAttribute(rule), LdapFilterText.CheckAttribute(attribute), Encoding.UTF8.GetBytes(value), false);

    /// <summary>A value as it stands in RFC 4515 text: special and non-ASCII bytes as <c>\xx</c>.</summary>
    public static string Escape(string value) => LdapFilterText.Escape(Encoding.UTF8.GetBytes(value));

    public sealed override string ToString() => LdapFilterText.Write(this);

    private static CompareFilter Compare(LdapComparison comparison, string attribute, byte[] value) => new(comparison, LdapFilterText.CheckAttribute(attribute), value);

    private static LdapFilter Substrings(string attribute, string start, string[] middle, string end)
        => start.Length + end.Length + middle.Sum(part => part.Length) == 0
            ? Present(attribute)
            : new SubstringsFilter(LdapFilterText.CheckAttribute(attribute), Encoding.UTF8.GetBytes(start), [.. middle.Select(Encoding.UTF8.GetBytes)], Encoding.UTF8.GetBytes(end));
}

/// <summary>How a value is compared.</summary>
public enum LdapComparison
{
    Equal,
    GreaterOrEqual,
    LessOrEqual,
    Approximate,
}
