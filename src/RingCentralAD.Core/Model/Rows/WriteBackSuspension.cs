using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>Somebody's word that a person's, a group's or a number's write-back waits: for a port that RingCentral does not mark, or after an undo.</summary>
public sealed record WriteBackSuspension : IHubRow
{
    /// <summary>Whether a person, a group or a number waits.</summary>
    public required SuspensionKind Kind { get; init; }

    /// <summary>The hub user's id, the hub group's id, or the number (E.164).</summary>
    public required string Target { get; init; }

    /// <summary>The person's or the group's name, or the number, as people read it.</summary>
    public required string Name { get; init; }

    /// <summary>It ends by itself at this time; null where no time ends it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>It ends by itself once this is the person's direct number (E.164); null where no number ends it.</summary>
    public string? ExpectedNumber { get; init; }

    /// <summary>Why, in the administrator's words; null where none were given.</summary>
    public string? Reason { get; init; }

    /// <summary>Who said so: an account's name, or the run that undid what was written.</summary>
    public required string By { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Why it waits, in words.</summary>
    public string Describe()
    {
        string what = Kind == SuspensionKind.Person ? "the write-back is suspended" : $"the write-back of {(Kind == SuspensionKind.Group ? $"the group {Name}" : Name)} is suspended";
        string end = (ExpectedNumber, Until) switch
        {
            (not null, _) => $" until {ExpectedNumber} is the direct number",
            (_, { } until) => $" until {until.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC",
            _ => "",
        };
        return what + end + (Reason is null ? $" ({By})" : $": {Reason} ({By})");
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>Whose write-back waits.</summary>
public enum SuspensionKind
{
    /// <summary>A person's.</summary>
    Person,

    /// <summary>That of everyone in a group.</summary>
    Group,

    /// <summary>That of whoever has the number as their direct number.</summary>
    Number,
}
