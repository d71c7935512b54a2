using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>Who last imported a configuration, and what it was: kept by the hub, no setting of its own.</summary>
internal sealed record ConfigurationMark
{
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The account.</summary>
    public string By { get; init; } = "";

    /// <summary>The machine.</summary>
    public string Host { get; init; } = "";

    /// <summary>The fingerprint of the configuration that came of it.</summary>
    public string Revision { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{By} on {Host} last imported one, on {At.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}
