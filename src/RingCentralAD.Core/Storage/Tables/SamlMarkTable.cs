using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class SamlMarkTable
{
    public static TableMap<SamlMark> Map { get; } = new TableMap<SamlMark>("saml_mark", static row => new SamlMark(row.Enum<SamlMarkKind>(), row.Text(), row.Time()))
        .EnumKey(nameof(SamlMark.Kind), static row => row.Kind)
        .Key(nameof(SamlMark.Id), static row => row.Id)
        .Time(nameof(SamlMark.Until), static row => row.Until)
        .Index(nameof(SamlMark.Until))
        .AsNarrow();
}
