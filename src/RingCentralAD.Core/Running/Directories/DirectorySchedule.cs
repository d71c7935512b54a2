using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>When each directory is to be imported: by its own settings and by how its imports went.</summary>
public static class DirectorySchedule
{
    // An import begins some seconds after the sync that tries it, and the next sync not a moment later than its own time.
    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(1);

    /// <summary>When the next import is due; null for a directory without a schedule of its own.</summary>
    public static DateTimeOffset? NextImport(DirectoryEntry entry, DirectoryHealth health)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(health);
        return entry.Settings.ImportEvery is { } every ? (health.LastTry ?? DateTimeOffset.MinValue.AddDays(1)) + every : null;
    }

    /// <summary>A time of day as it is written; null for an empty text. Throws <c>TimeOfDayInvalid</c>.</summary>
    public static TimeOnly? TimeOfDay(string text) => string.IsNullOrWhiteSpace(text) ? null
        : TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out TimeOnly time) ? time
        : throw new RingCentralAdException("TimeOfDayInvalid", ErrorKind.InvalidInput, $"'{text}' is no time of day.", "Write hours and minutes, such as 02:00.", text);

    /// <summary>Gives all directories of a hub the time of day after which one import a day is a full one; null for none.</summary>
    public static Task SetFullAtAsync(IHubStore hub, TimeOnly? at, CancellationToken cancellationToken = default) => hub.WriteAsync(
        async transaction =>
        {
            IReadOnlyList<DirectoryEntry> entries = await transaction.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
            await transaction.SaveAsync([.. entries.Select(entry => entry with { Settings = entry.Settings with { FullImportAt = at } })], cancellationToken).ConfigureAwait(false);
        },
        null,
        cancellationToken);

    /// <summary>Whether the next import is to be a full one: the time of day has passed since the last complete one.</summary>
    public static bool IsFullDue(DirectoryEntry entry, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(time);
        if (entry.Settings.FullImportAt is not { } at || entry.LastFullImport is not { } last)
        {
            return false;
        }

        DateTime now = time.GetLocalNow().DateTime;
        DateTime today = now.Date + at.ToTimeSpan();
        return TimeZoneInfo.ConvertTime(last, time.LocalTimeZone).DateTime < (today <= now ? today : today.AddDays(-1));
    }

    /// <summary>The directories whose time has come; one without a schedule of its own always has.</summary>
    public static async Task<IReadOnlyList<DirectoryEntry>> DueAsync(
        IHubReader hub, IReadOnlyList<DirectoryEntry> entries, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(time);
        List<DirectoryEntry> due = [];
        foreach (DirectoryEntry entry in entries)
        {
            TimeSpan early = entry.Settings.ImportEvery is { } every ? TimeSpan.FromTicks(Math.Min(every.Ticks / 10, s_most.Ticks)) : TimeSpan.Zero;
            DateTimeOffset? next = NextImport(entry, await DirectoryHealthLog.ReadAsync(hub, entry.Id, cancellationToken).ConfigureAwait(false));
            if (next is null || next - early <= time.GetUtcNow() || IsFullDue(entry, time))
            {
                due.Add(entry);
            }
        }

        return due;
    }
}
