using System.Globalization;
using System.Text;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// Compares and cuts distinguished names (RFC 4514) in the forms that servers and files write: blanks around separators,
/// escapes as <c>\,</c> or <c>\2C</c>, any case. Serves to find an entry by the name another entry gives it.
/// </summary>
public static class DnText
{
    /// <summary>
    /// The form by which names are compared: lower case, NFC, no blanks around separators, escapes resolved and made alike.
    /// A text that is no DN gives itself in lower case.
    /// </summary>
    public static string Key(string dn)
    {
        ArgumentNullException.ThrowIfNull(dn);
        if (IsPlain(dn))
        {
            return dn.ToLowerInvariant();
        }

        return string.Join(',', Rdns(dn).Select(RdnKey));
    }

    /// <summary>The DN of the container; empty above a name of one part.</summary>
    public static string Parent(string dn)
    {
        ArgumentNullException.ThrowIfNull(dn);
        int comma = NextSeparator(dn, 0, ',', ';');
        return comma < 0 ? "" : dn[(comma + 1)..].TrimStart(' ');
    }

    /// <summary>The value of the first part: <c>Ann, Dr.</c> of <c>CN=Ann\, Dr.,OU=Staff</c>.</summary>
    public static string Name(string dn)
    {
        string first = Rdns(dn).FirstOrDefault("");
        int equals = first.IndexOf('=', StringComparison.Ordinal);
        return Unescape(TrimValue(first[(equals + 1)..]));
    }

    /// <summary>How many parts the name has.</summary>
    public static int Depth(string dn) => dn.Length == 0 ? 0 : Rdns(dn).Count();

    /// <summary>Whether a name, given as key, is this base or below it; the empty base is above everything.</summary>
    public static bool IsWithin(string key, string baseKey)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(baseKey);
        if (baseKey.Length == 0 || key.Equals(baseKey, StringComparison.Ordinal))
        {
            return true;
        }

        int comma = key.Length - baseKey.Length - 1;
        return comma >= 0 && key[comma] == ',' && key.EndsWith(baseKey, StringComparison.Ordinal) && !IsEscaped(key, comma);
    }

    private static bool IsEscaped(string text, int place)
    {
        int before = place;
        while (before > 0 && text[before - 1] == '\\')
        {
            before--;
        }

        return (place - before) % 2 == 1;
    }

    private static IEnumerable<string> Rdns(string dn)
    {
        for (int start = 0; start <= dn.Length;)
        {
            int end = NextSeparator(dn, start, ',', ';');
            if (end < 0)
            {
                yield return dn[start..];
                yield break;
            }

            yield return dn[start..end];
            start = end + 1;
        }
    }

    private static string RdnKey(string rdn)
    {
        List<string> parts = [];
        for (int start = 0; ;)
        {
            int plus = NextSeparator(rdn, start, '+', '+');
            string part = plus < 0 ? rdn[start..] : rdn[start..plus];
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            parts.Add(equals < 0
                ? Fold(Unescape(part.Trim()))
                : $"{part[..equals].Trim().ToLowerInvariant()}={Fold(Unescape(TrimValue(part[(equals + 1)..])))}");
            if (plus < 0)
            {
                break;
            }

            start = plus + 1;
        }

        parts.Sort(StringComparer.Ordinal);
        return string.Join('+', parts);
    }

    private static string TrimValue(string value)
    {
        // A blank at the end that is escaped belongs to the value.
        string trimmed = value.Trim(' ');
        return IsEscaped(trimmed, trimmed.Length) && value.AsSpan().TrimStart(' ').Length > trimmed.Length ? trimmed + " " : trimmed;
    }

    private static string Fold(string value)
    {
        string text = value;
        try
        {
            text = value.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // A lone surrogate cannot be normalised; such a name still equals itself.
        }

        StringBuilder result = new(text.Length);
        foreach (char c in text.ToLowerInvariant())
        {
            if (c is ',' or '+' or '\\' or ';')
            {
                result.Append('\\');
            }

            result.Append(c);
        }

        return result.ToString();
    }

    private static string Unescape(string value)
    {
        if (value.Length > 1 && value[0] == '"' && value[^1] == '"')
        {
            value = value[1..^1];
        }

        if (!value.Contains('\\', StringComparison.Ordinal))
        {
            return value;
        }

        // Pairs of hexadecimal digits are UTF-8 bytes, so a letter may be spread over several escapes.
        List<byte> bytes = new(value.Length);
        Span<byte> encoded = stackalloc byte[4];
        for (int i = 0; i < value.Length;)
        {
            if (value[i] == '\\' && i + 2 < value.Length &&
                byte.TryParse(value.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
            {
                bytes.Add(code);
                i += 3;
                continue;
            }

            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
            }

            _ = Rune.DecodeFromUtf16(value.AsSpan(i), out Rune rune, out int used);
            bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
            i += used;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static int NextSeparator(string text, int start, char separator, char other)
    {
        bool quoted = false;
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (text[i] == separator || text[i] == other))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsPlain(string dn)
    {
        for (int i = 0; i < dn.Length; i++)
        {
            char c = dn[i];
            if (c is < ' ' or > '~' or '\\' or '"' or '+' or ';' ||
                (c is ' ' && (i == 0 || i + 1 == dn.Length || dn[i - 1] is ',' or '=' || dn[i + 1] is ',' or '=')))
            {
                return false;
            }
        }

        return true;
    }
}
