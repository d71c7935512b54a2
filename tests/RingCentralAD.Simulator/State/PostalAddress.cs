namespace RingCentralAD.Simulator;

/// <summary>An address. Null is not given.</summary>
public sealed record PostalAddress
{
    /// <summary>Country name as the dictionary has it.</summary>
    public string? Country { get; init; }

    /// <summary>State: name or code.</summary>
    public string? State { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>Street.</summary>
    public string? Street { get; init; }

    /// <summary>Postal code.</summary>
    public string? Zip { get; init; }
}
