using System.Management.Automation;
using System.Text;

namespace RingCentralAD.Shell.StandIns.Items;

/// <summary>The names that -Encoding takes. Without one: UTF-8 without a mark.</summary>
internal static class TextEncoding
{
    public static Encoding Named(string? name) => name?.ToLowerInvariant() switch
    {
        null or "utf8" or "utf8nobom" or "default" => new UTF8Encoding(false),
        "utf8bom" => new UTF8Encoding(true),
        "ascii" => Encoding.ASCII,
        "unicode" => Encoding.Unicode,
        "bigendianunicode" => Encoding.BigEndianUnicode,
        "utf32" => Encoding.UTF32,
        _ => throw new PSArgumentException($"Unknown encoding '{name}'."),
    };
}
