using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Times as LDAP writes them (GeneralizedTime, RFC 4517, 3.3.13), and the latest one that a server holds: by its clock, not by ours.</summary>
internal static class LatestTime
{
    // A write that began earlier may become visible later than one that began after it.
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] s_steps = [TimeSpan.FromHours(1), TimeSpan.FromDays(2), TimeSpan.FromDays(60)];

    /// <summary>The latest value of a time attribute below a base; null where nothing there shows one.</summary>
    public static async Task<string?> FindAsync(LdapSession session, string baseDn, string attribute, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Backwards in growing steps, so that seldom more than a few entries are looked at.
        foreach (string from in s_steps.Select(step => Text(now - step)).Append("19000101000000Z"))
        {
            string? latest = null;
            LdapSearch search = new() { BaseDn = baseDn, Filter = LdapFilter.GreaterOrEqual(attribute, from), Attributes = [attribute] };
            await foreach (RawEntry entry in session.ReadAsync(search, new LdapSearchOutcome(), paged: true, cancellationToken).ConfigureAwait(false))
            {
                if (entry.Text(attribute) is { } time && (latest is null || Compare(time, latest) > 0))
                {
                    latest = time;
                }
            }

            if (latest is not null)
            {
                return latest;
            }
        }

        return null;
    }

    /// <summary>From when to ask, so that what began before a time and ended after it is seen: repeats do no harm.</summary>
    /// <exception cref="RingCentralAdException"><c>ChangesUnavailable</c>: it is no time.</exception>
    public static string Before(string time, string server) =>
        Parse(time) is { } parsed ? Text(parsed - s_overlap) : throw ChangeErrors.Unavailable("The last import's position is damaged.", server);

    /// <summary>The time to the second; null where it is none.</summary>
    public static DateTimeOffset? Parse(string time) =>
        DateTimeOffset.TryParseExact(Whole(time), "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed) ? parsed : null;

    /// <summary>Which one is later; fractions of a second of any length.</summary>
    public static int Compare(string a, string b) =>
        string.CompareOrdinal(Whole(a), Whole(b)) is var whole and not 0 ? whole : string.CompareOrdinal(Fraction(a), Fraction(b));

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Whole(string time) => time.TrimEnd('Z').Split('.', ',')[0];

    private static string Fraction(string time) => time.TrimEnd('Z').Split('.', ',') is [_, var fraction] ? fraction : "";
}
