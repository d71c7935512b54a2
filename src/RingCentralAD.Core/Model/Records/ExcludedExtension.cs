namespace RingCentralAD.Core.Model;

/// <summary>An extension that no sync touches, and why.</summary>
public sealed record ExcludedExtension
{
    /// <summary>The extension's id.</summary>
    public required string ExtensionId { get; init; }

    /// <summary>Its number; null for one without.</summary>
    public string? ExtensionNumber { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its type, as RingCentral names it.</summary>
    public required string Type { get; init; }

    /// <summary>Its status, as RingCentral names it.</summary>
    public required string Status { get; init; }

    /// <summary>Its site; null on an account without sites.</summary>
    public string? Site { get; init; }

    /// <summary>Which rule sets it aside.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({ExtensionNumber})";
}
