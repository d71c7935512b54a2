namespace RingCentralAD.Core.Directories;

/// <summary>One unfolded line of an LDIF record.</summary>
/// <param name="Number">The line number in the file, counted from 1.</param>
/// <param name="Name">The attribute description; empty for the line <c>-</c> that ends a modification.</param>
/// <param name="Value">The value, decoded where it was base64.</param>
public readonly record struct LdifLine(int Number, string Name, byte[] Value)
{
    /// <summary>Whether this is the line <c>-</c>.</summary>
    public bool IsSeparator => Name.Length == 0;
}
