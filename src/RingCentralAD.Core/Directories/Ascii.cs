namespace RingCentralAD.Core.Directories;

/// <summary>Compares bytes of a directory with names, without making text of them.</summary>
internal static class Ascii
{
    /// <summary>Whether the bytes are this ASCII text, regardless of case.</summary>
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> bytes, string text) => System.Text.Ascii.EqualsIgnoreCase(bytes, text);

    /// <summary>Whether a flag attribute says TRUE (or true, 1, yes).</summary>
    public static bool IsTrue(byte[]? bytes) =>
        bytes is { } value && (EqualsIgnoreCase(value, "TRUE") || EqualsIgnoreCase(value, "1") || EqualsIgnoreCase(value, "YES"));
}
