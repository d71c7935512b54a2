namespace RingCentralAD.Simulator;

/// <summary>A phone, with its line's number where it has one.</summary>
public sealed record Device
{
    /// <summary>The id.</summary>
    public required long Id { get; init; }

    /// <summary>HardPhone, OtherPhone, WebRTC, …</summary>
    public string Type { get; init; } = "OtherPhone";

    /// <summary>Name.</summary>
    public string Name { get; init; } = "Other Phone";

    /// <summary>The extension that has it; null lies in the inventory.</summary>
    public long? ExtensionId { get; init; }

    /// <summary>The number of its line.</summary>
    public long? NumberId { get; init; }
}
