namespace RingCentralAD.Core.Directories;

/// <summary>One record of an LDIF file: a distinguished name and its lines.</summary>
/// <param name="Dn">The distinguished name.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Lines">Attribute and value, in order.</param>
internal sealed record LdifRecord(string Dn, int Line, IReadOnlyList<(string Attribute, byte[] Value)> Lines)
{
    /// <summary>The values of an attribute.</summary>
    public IReadOnlyList<byte[]> Values(string attribute) =>
        [.. Lines.Where(line => string.Equals(line.Attribute, attribute, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value)];

    /// <summary>The first value of an attribute as text; null where there is none.</summary>
    public string? Text(string attribute) => Values(attribute) is [var first, ..] ? System.Text.Encoding.UTF8.GetString(first) : null;
}
