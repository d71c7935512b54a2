namespace RingCentralAD.Simulator;

/// <summary>One phone number of an account as it is now.</summary>
public sealed record PhoneNumber
{
    /// <summary>The id.</summary>
    public required long Id { get; init; }

    /// <summary>The number, E.164.</summary>
    public required string Number { get; init; }

    /// <summary>Usage type in v2's words (Inventory, DirectNumber, MainCompanyNumber, CompanyNumber, …).</summary>
    public required string UsageType { get; init; }

    /// <summary>VoiceFax, VoiceOnly, FaxOnly.</summary>
    public string? Type { get; init; } = "VoiceFax";

    /// <summary>Normal, Pending, PortedIn, Temporary.</summary>
    public string Status { get; init; } = "Normal";

    /// <summary>Local, TollFree or External.</summary>
    public string PaymentType { get; init; } = "Local";

    /// <summary>The extension that has it.</summary>
    public long? ExtensionId { get; init; }

    /// <summary>The device whose line it is on.</summary>
    public long? DeviceId { get; init; }

    /// <summary>Whether it is its extension's primary number.</summary>
    public bool Primary { get; init; }

    /// <summary>For a Pending number: the number that works until the port is done.</summary>
    public long? TemporaryId { get; init; }

    /// <summary>Label.</summary>
    public string? Label { get; init; }
}
