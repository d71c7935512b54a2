using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>Somebody's word that nothing of this hub is written to RingCentral or a directory, by whichever host.</summary>
public sealed record SyncSuspension
{
    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Who said so.</summary>
    public string By { get; init; } = "";

    /// <summary>The machine on which it was said.</summary>
    public string Host { get; init; } = "";

    /// <summary>Why, in the administrator's words; null where none were given.</summary>
    public string? Reason { get; init; }

    /// <summary>It ends by itself at this time; null where no time ends it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it still stands.</summary>
    public bool Stands(DateTimeOffset now) => Until is not { } until || now < until;

    /// <inheritdoc />
    public override string ToString()
    {
        string until = Until is { } end ? string.Create(CultureInfo.InvariantCulture, $", until {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "";
        return string.Create(CultureInfo.InvariantCulture, $"suspended since {Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC by {By} on {Host}{until}{(Reason is null ? "" : $": {Reason}")}");
    }
}
