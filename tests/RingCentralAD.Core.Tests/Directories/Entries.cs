using System.Text;
using RingCentralAD.Core.Directories;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Makes entries.</summary>
internal static class Entries
{
    public static RawEntry Of(string dn, params (string Name, byte[][] Values)[] attributes) =>
        new(dn, attributes.ToDictionary(attribute => attribute.Name, attribute => (IReadOnlyList<byte[]>)attribute.Values, StringComparer.OrdinalIgnoreCase));

    public static (string Name, byte[][] Values) Text(string name, params string[] values) => (name, [.. values.Select(Encoding.UTF8.GetBytes)]);
}
