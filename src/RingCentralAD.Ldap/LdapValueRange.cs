using System.Globalization;

namespace RingCentralAD.Ldap;

/// <summary>A piece of a long attribute, as Active Directory names it: <c>member;range=0-1499</c>, the last one <c>member;range=1500-*</c>.</summary>
/// <param name="Name">The attribute's name with its range, as the entry has it.</param>
/// <param name="Low">The first value's place.</param>
/// <param name="High">The last value's place; null where the piece is the last.</param>
public sealed record LdapValueRange(string Name, int Low, int? High)
{
    private const string Option = ";range=";

    public bool IsLast => High is null;

    /// <summary>What to ask for, to get the values from <paramref name="low"/> on.</summary>
    public static string Ask(string attribute, int low) => string.Create(CultureInfo.InvariantCulture, $"{attribute}{Option}{low}-*");

    /// <summary>The piece of the attribute that the entry holds, or null where it was sent whole or not at all.</summary>
    /// <exception cref="LdapException">Kind Protocol: the range is malformed.</exception>
    public static LdapValueRange? Find(LdapEntry entry, string attribute)
    {
        string start = attribute + Option;
        string? name = entry.Attributes.Keys.FirstOrDefault(key => key.StartsWith(start, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : Parse(name, name[start.Length..]);
    }

    /// <summary>The values, where the piece begins at <paramref name="from"/> and holds as many as it says.</summary>
    internal IReadOnlyList<byte[]> Take(LdapEntry entry, int from)
    {
        IReadOnlyList<byte[]> values = entry.GetValues(Name);
        bool fits = Low == from && (High is not int high || values.Count == high - Low + 1);

        // Past the last value the server answers an empty last piece at the place that was asked for.
        return fits && (values.Count > 0 || IsLast) ? values
            : throw LdapException.Protocol($"'{entry.Dn}' has {values.Count} values in '{Name}' where those from {from} on were asked for.");
    }

    private static LdapValueRange Parse(string name, string range)
    {
        string[] bounds = range.Split('-');
        return bounds.Length == 2 && TryParse(bounds[0], out int low) && (TryParse(bounds[1], out int high) || bounds[1] == "*")
            ? new(name, low, bounds[1] == "*" ? null : high)
            : throw LdapException.Protocol($"'{name}' is no range.");
    }

    private static bool TryParse(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
