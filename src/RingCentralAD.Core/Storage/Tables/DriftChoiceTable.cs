using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class DriftChoiceTable
{
    public static TableMap<DriftChoice> Map { get; } = new TableMap<DriftChoice>(
        "drift_choice",
        static row => new DriftChoice(row.Text(), row.Text(), row.Enum<DriftAnswer>(), row.OptionalText(), row.OptionalText(), row.Text(), row.Time()))
        .Key(nameof(DriftChoice.UserId), static row => row.UserId)
        .Key(nameof(DriftChoice.Attribute), static row => row.Attribute)
        .Enum(nameof(DriftChoice.Choice), static row => row.Choice)
        .OptionalText(nameof(DriftChoice.HubValue), static row => row.HubValue)
        .OptionalText(nameof(DriftChoice.AccountValue), static row => row.AccountValue)
        .Text(nameof(DriftChoice.SaidBy), static row => row.SaidBy)
        .Time(nameof(DriftChoice.SaidAt), static row => row.SaidAt);
}
