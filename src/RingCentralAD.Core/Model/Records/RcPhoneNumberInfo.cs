namespace RingCentralAD.Core.Model;

/// <summary>A phone number of the account, whose it is, and whether it may be written into a directory.</summary>
public sealed record RcPhoneNumberInfo
{
    /// <summary>The number (E.164).</summary>
    public required string Number { get; init; }

    /// <summary>DirectNumber, MainCompanyNumber, Inventory … as RingCentral names it.</summary>
    public required string UsageType { get; init; }

    /// <summary>VoiceFax, VoiceOnly or FaxOnly; null where RingCentral does not say.</summary>
    public string? Type { get; init; }

    /// <summary>Normal, Pending, PortedIn, Temporary or Unknown, as RingCentral names it.</summary>
    public string? Status { get; init; }

    /// <summary>The first of several direct numbers.</summary>
    public bool Primary { get; init; }

    /// <summary>The stand-in that works while this number is being ported.</summary>
    public string? TemporaryNumber { get; init; }

    /// <summary>The id of the extension that has it; null for a company or inventory number.</summary>
    public string? ExtensionId { get; init; }

    /// <summary>The number of that extension.</summary>
    public string? ExtensionNumber { get; init; }

    /// <summary>The name of the extension or person.</summary>
    public string? Person { get; init; }

    /// <summary>The hub user who has it; null where the extension is linked to nobody.</summary>
    public string? HubUserId { get; init; }

    /// <summary>Why the person's number is not written into the directory now; null where nothing keeps it.</summary>
    public string? Waits { get; init; }

    /// <inheritdoc />
    public override string ToString() => Number;
}
