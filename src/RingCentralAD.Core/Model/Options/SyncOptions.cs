using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>When a scheduled sync of the hub may change something in RingCentral and in directories.</summary>
public sealed record SyncOptions
{
    // A week and a day: whatever opens or closes does so within it.
    private const int LookAhead = 8 * 24 * 60;

    /// <summary>The change windows (<see cref="ChangeWindow"/>); empty for any time.</summary>
    public IReadOnlyList<string> Windows { get; init; } = [];

    /// <summary>The time zone whose clock the windows mean, as IANA names it; null for that of the host.</summary>
    public string? TimeZone { get; init; }

    /// <summary>People who leave are deactivated in RingCentral at any time.</summary>
    public bool LeaversAlways { get; init; }

    /// <summary>Whether a scheduled sync may change something now.</summary>
    public bool IsOpen(DateTimeOffset now)
    {
        if (Windows.Count == 0)
        {
            return true;
        }

        DateTime local = TimeZoneInfo.ConvertTime(now, Zone()).DateTime;
        return Windows.Any(window => ChangeWindow.Parse(window).IsOpen(local));
    }

    /// <summary>When the windows next open or close, to the minute; null where they never do.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        if (Windows.Count == 0)
        {
            return null;
        }

        // Minute by minute by the clock on the wall, so that daylight saving needs no rule of its own.
        TimeZoneInfo zone = Zone();
        ChangeWindow[] windows = [.. Windows.Select(ChangeWindow.Parse)];
        bool open = IsOpen(now);
        DateTimeOffset minute = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        for (int step = 1; step <= LookAhead; step++)
        {
            DateTimeOffset at = TimeZoneInfo.ConvertTime(minute.AddMinutes(step), zone);
            if (windows.Any(window => window.IsOpen(at.DateTime)) != open)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>When the windows next open, in words: <c>opens Mon 2026-11-30 19:00 Europe/Berlin</c>.</summary>
    public string Opens(DateTimeOffset now) => NextChange(now) is { } next
        ? string.Create(CultureInfo.InvariantCulture, $"opens {next:ddd yyyy-MM-dd HH:mm} {TimeZone ?? TimeZoneInfo.Local.Id}")
        : "never opens";

    /// <inheritdoc />
    public override string ToString() => Windows.Count == 0
        ? "changes at any time"
        : $"changes {string.Join("; ", Windows)} {TimeZone ?? TimeZoneInfo.Local.Id}{(LeaversAlways ? ", leavers always" : "")}";

    /// <summary>The time zone of the windows; throws <c>TimeZoneUnknown</c>.</summary>
    public TimeZoneInfo Zone()
    {
        try
        {
            return TimeZone is null ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        }
        catch (Exception error) when (error is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new RingCentralAdException(
                "TimeZoneUnknown", ErrorKind.InvalidInput, $"This host does not know the time zone '{TimeZone}' of the change windows.", "Install the time zone data (tzdata), or name another zone with Set-RcSyncOption -TimeZone.", TimeZone, error);
        }
    }
}
