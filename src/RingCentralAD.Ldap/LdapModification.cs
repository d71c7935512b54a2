using System.Text;

namespace RingCentralAD.Ldap;

/// <summary>What one part of a modify does (RFC 4511, 4.6).</summary>
public enum LdapModificationKind
{
    Add = 0,
    Delete = 1,
    Replace = 2,
}

/// <summary>One part of a modify; a request's parts are carried out all or not at all.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Values">The values; empty with Delete and Replace to remove the attribute.</param>
public sealed record LdapModification(LdapModificationKind Kind, string Attribute, IReadOnlyList<byte[]> Values)
{
    /// <summary>The same with values as text.</summary>
    public LdapModification(LdapModificationKind kind, string attribute, IReadOnlyList<string> values)
        : this(kind, attribute, [.. values.Select(Encoding.UTF8.GetBytes)])
    {
    }

    public static LdapModification Add(string attribute, params string[] values) => new(LdapModificationKind.Add, attribute, values);

    /// <summary>Removes exactly these values, or fails with <see cref="LdapErrorKind.NoSuchAttribute"/>; with none, removes the attribute.</summary>
    public static LdapModification Delete(string attribute, params string[] values) => new(LdapModificationKind.Delete, attribute, values);

    public static LdapModification Replace(string attribute, params string[] values) => new(LdapModificationKind.Replace, attribute, values);
}
