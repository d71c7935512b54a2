using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class SignOnTables
{
    public static TableMap<SignOnTally> Tallies { get; } = new TableMap<SignOnTally>("sign_on_tally", static row => new SignOnTally
    {
        Key = row.Text(),
        Spent = row.Integer(),
        Strange = row.Integer(),
        Last = row.Time(),
        Until = row.Time(),
    })
        .Key(nameof(SignOnTally.Key), static row => row.Key)
        .Integer(nameof(SignOnTally.Spent), static row => row.Spent)
        .Integer(nameof(SignOnTally.Strange), static row => row.Strange)
        .Time(nameof(SignOnTally.Last), static row => row.Last)
        .Time(nameof(SignOnTally.Until), static row => row.Until)
        .Index(nameof(SignOnTally.Until))
        .AsNarrow();

    public static TableMap<SignOnPlace> Places { get; } = new TableMap<SignOnPlace>(
        "sign_on_place", static row => new SignOnPlace(row.Text(), row.Text(), row.Time()))
        .Key(nameof(SignOnPlace.UserId), static row => row.UserId)
        .Key(nameof(SignOnPlace.Mark), static row => row.Mark)
        .Time(nameof(SignOnPlace.At), static row => row.At)
        .Index(nameof(SignOnPlace.At))
        .AsNarrow();
}
