using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.Core.Storage;

/// <summary>Turns values of rows into values of columns, the same way for what is stored and for what is asked.</summary>
internal static class StoredValue
{
    // PostgreSQL's indexes refuse entries beyond a third of a page (2,704 bytes); two keys of 500 letters stay below it.
    private const int LongestKey = 500;
    private const char Replacement = '\uFFFD';

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    public static long Time(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time of so many microseconds since 1970-01-01 UTC.</summary>
    public static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Text that every database takes: U+0000 and halves of a surrogate pair become U+FFFD.</summary>
    public static string Text(string text)
    {
        ReadOnlySpan<char> span = text;
        if (!span.Contains('\0') && IsWellFormed(span))
        {
            return text;
        }

        StringBuilder storable = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            storable.Append(rune.Value == 0 ? new Rune(Replacement) : rune);
        }

        return storable.ToString();
    }

    /// <summary>A matching key, cut where it is too long for an index: its beginning and its hash stand for it.</summary>
    public static string? Key(string? key)
    {
        if (key is null)
        {
            return null;
        }

        string storable = Text(key);
        if (storable.Length <= LongestKey)
        {
            return storable;
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(storable)));
        int end = char.IsHighSurrogate(storable[LongestKey - hash.Length - 2]) ? LongestKey - hash.Length - 2 : LongestKey - hash.Length - 1;
        return $"{storable.AsSpan(0, end)}#{hash}";
    }

    /// <summary>Whether every surrogate has its other half.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        int next = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (next >= 0)
        {
            if (!char.IsHighSurrogate(text[next]) || next + 1 >= text.Length || !char.IsLowSurrogate(text[next + 1]))
            {
                return false;
            }

            text = text[(next + 2)..];
            next = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }

    /// <summary>A value of a filter as the column holds it.</summary>
    public static object Of(Column column, object value) => (column.Type, value) switch
    {
        (ColumnType.Text, string text) => Text(text),
        (ColumnType.Text, Enum name) => name.ToString(),
        (ColumnType.MatchKey, string key) => Key(key)!,
        (ColumnType.Boolean, bool flag) => flag,
        (ColumnType.Time, DateTimeOffset time) => Time(time),
        (ColumnType.Integer, long or int or short or byte) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A filter on {column.Property} cannot compare it with a {value.GetType().Name}."),
    };
}
