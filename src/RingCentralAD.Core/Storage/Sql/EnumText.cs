using System.Collections.Frozen;

namespace RingCentralAD.Core.Storage;

/// <summary>Enumerations are stored by name, so that a new member in the middle changes no stored row.</summary>
internal static class EnumText<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> s_values = Enum.GetValues<TEnum>().ToFrozenDictionary(static value => value.ToString());
    private static readonly FrozenDictionary<TEnum, string> s_names = s_values.ToFrozenDictionary(static pair => pair.Value, static pair => pair.Key);

    public static string Name(TEnum value) => s_names[value];

    public static TEnum? Find(string name) => s_values.TryGetValue(name, out TEnum value) ? value : null;
}
