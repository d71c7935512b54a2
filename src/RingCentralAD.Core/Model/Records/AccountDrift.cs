namespace RingCentralAD.Core.Model;

/// <summary>One difference between the account and the hub that Compare-RcAccount found.</summary>
public sealed record AccountDrift
{
    /// <summary>What kind of difference it is.</summary>
    public required DriftKind Kind { get; init; }

    /// <summary>The name people read: the hub's, or the extension's where the hub does not know the person.</summary>
    public required string Person { get; init; }

    /// <summary>The hub user; null where the hub does not know the person.</summary>
    public string? HubUserId { get; init; }

    /// <summary>The login.</summary>
    public string? Login { get; init; }

    /// <summary>The mail address: the hub's, or the extension's where the hub does not know the person.</summary>
    public string? Email { get; init; }

    /// <summary>The extension.</summary>
    public string? ExtensionId { get; init; }

    /// <summary>The extension number.</summary>
    public string? ExtensionNumber { get; init; }

    /// <summary>RingCentral's attribute, or status, type, extensionNumber, directNumber; null where it is the extension as a whole.</summary>
    public string? Attribute { get; init; }

    /// <summary>The hub's value, in the form in which it is sent.</summary>
    public string? HubValue { get; init; }

    /// <summary>RingCentral's value.</summary>
    public string? AccountValue { get; init; }

    /// <summary>Whose value both sides had last, Hub or RingCentral; null where they never agreed as far as the hub knows.</summary>
    public string? LastWinner { get; init; }

    /// <summary>Since when they had it.</summary>
    public DateTimeOffset? LastWonAt { get; init; }

    /// <summary>The system that masters the hub's value, so that it cannot be taken over; null where it can, or where there is nothing to take over.</summary>
    public string? MasteredBy { get; init; }

    /// <summary>What a person has said about it; null where nobody has.</summary>
    public DriftAnswer? Choice { get; init; }

    /// <summary>What happens if nothing is said.</summary>
    public required string Detail { get; init; }

    /// <summary>What can be done.</summary>
    public string? Remedy { get; init; }

    /// <inheritdoc />
    public override string ToString() => Attribute is null ? $"{Person}: {Kind}" : $"{Person}, {Attribute}: {HubValue ?? "(empty)"} in the hub, {AccountValue ?? "(empty)"} in RingCentral";
}

/// <summary>Kinds of differences between the account and the hub.</summary>
public enum DriftKind
{
    /// <summary>A value was changed.</summary>
    Value,

    /// <summary>The extension was disabled or enabled by hand.</summary>
    Status,

    /// <summary>The extension number or the direct number was changed.</summary>
    Number,

    /// <summary>The extension is of another type.</summary>
    Type,

    /// <summary>The linked extension is gone, or has no person any more.</summary>
    Gone,

    /// <summary>A person whom the hub does not know.</summary>
    Unknown,

    /// <summary>A mail address that several extensions have.</summary>
    DuplicateMail,
}
