using System.Globalization;
using System.Text;

namespace RingCentralAD.Expressions;

/// <summary>The String functions (REFERENCE, section 5.1) and their deprecated bare forms.</summary>
internal static class StringFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("String.append", 2, 2, static args => args[0] is null || args[1] is null ? null : Text(args[0]) + Text(args[1])),
        new("String.join", 2, int.MaxValue, static args => string.Join(Text(args[0]), args.Skip(1).Select(item => Text(item) ?? ""))),
        new("String.len", 1, 1, static args => Text(args[0])?.Length ?? 0),
        new("String.removeSpaces", 1, 1, static args => Text(args[0])?.Replace(" ", "", StringComparison.Ordinal)),
        new("String.replace", 3, 3, static args => Replace(Text(args[0]), Text(args[1]), Text(args[2]))),
        new("String.replaceFirst", 3, 3, static args => ReplaceFirst(Text(args[0]), Text(args[1]), Text(args[2]))),
        new("String.startsWith", 2, 2, static args => Text(args[0]) is { } text && Text(args[1]) is { } start && text.StartsWith(start, StringComparison.Ordinal)),
        new("String.endsWith", 2, 2, static args => Text(args[0]) is { } text && Text(args[1]) is { } end && text.EndsWith(end, StringComparison.Ordinal)),
        new("String.stringContains", 2, 2, static args => Text(args[0]) is { } text && Text(args[1]) is { } part && text.Contains(part, StringComparison.Ordinal)),
        new("String.stringSwitch", 2, int.MaxValue, static args => Switch(args)),
        new("String.substring", 3, 3, static args => Substring(args)),
        new("String.substringAfter", 2, 2, static args => After(Text(args[0]), Text(args[1]))),
        new("String.substringBefore", 2, 2, static args => Before(Text(args[0]), Text(args[1]))),
        new("String.toUpperCase", 1, 1, static args => Upper(Text(args[0]))),
        new("String.toLowerCase", 1, 1, static args => Text(args[0])?.ToLowerInvariant()),
        new("String.trim", 1, 1, static args => Text(args[0])?.Trim()),
        new("toUpperCase", 1, 1, static args => Upper(Text(args[0]))),
        new("toLowerCase", 1, 1, static args => Text(args[0])?.ToLowerInvariant()),
        new("substringBefore", 2, 2, static args => Before(Text(args[0]), Text(args[1]))),
        new("substringAfter", 2, 2, static args => After(Text(args[0]), Text(args[1]))),
        new("substring", 3, 3, static args => Substring(args)),
    ];

    private static string? Text(object? value) => Coerce.Text(value);

    private static string? Replace(string? text, string? match, string? replacement) =>
        string.IsNullOrEmpty(text) || string.IsNullOrEmpty(match) || replacement is null ? text : text.Replace(match, replacement, StringComparison.Ordinal);

    private static string? ReplaceFirst(string? text, string? match, string? replacement)
    {
        int at = string.IsNullOrEmpty(text) || string.IsNullOrEmpty(match) || replacement is null ? -1 : text.IndexOf(match, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + match!.Length));
    }

    private static string? After(string? text, string? part)
    {
        if (text is null)
        {
            return null;
        }

        int at = part is null ? -1 : text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? "" : text[(at + part!.Length)..];
    }

    private static string? Before(string? text, string? part)
    {
        int at = text is null || part is null ? -1 : text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? text : text![..at];
    }

    private static string? Switch(IReadOnlyList<object?> args)
    {
        if (Text(args[0]) is { } text)
        {
            for (int i = 2; i + 1 < args.Count; i += 2)
            {
                if (Text(args[i]) is { } key && text.Contains(key, StringComparison.Ordinal))
                {
                    return Text(args[i + 1]);
                }
            }
        }

        return Text(args[1]);
    }

    private static string? Substring(IReadOnlyList<object?> args)
    {
        if (Text(args[0]) is not { } text || args[1] is null || args[2] is null)
        {
            return null;
        }

        int start = Whole(args[1]);
        int end = Whole(args[2]);
        if (start < 0 || end < 0 || start > end)
        {
            throw new FunctionException($"No part of a text goes from {start} to {end}.");
        }

        end = Math.Min(end, text.Length);
        return start >= text.Length ? "" : text[start..end];
    }

    private static int Whole(object? value) => value switch
    {
        int number => number,
        long number => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
        string text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) => number,
        double number => (int)number,
        _ => throw new FunctionException($"{Coerce.Kind(value)} is no position in a text."),
    };

    private static string? Upper(string? text)
    {
        if (text is null || !text.Any(c => c is 'ß' or 'ŉ' or 'ǰ' or 'ΐ' or 'ΰ' or 'և' || c is >= '\uFB00' and <= '\uFB17'))
        {
            return text?.ToUpperInvariant();
        }

        // Java's full mapping makes several letters of some; .NET's does not.
        StringBuilder upper = new();
        foreach (char c in text)
        {
            upper.Append(c switch
            {
                'ß' => "SS",
                '\uFB00' => "FF",
                '\uFB01' => "FI",
                '\uFB02' => "FL",
                '\uFB03' => "FFI",
                '\uFB04' => "FFL",
                '\uFB05' or '\uFB06' => "ST",
                _ => char.ToUpperInvariant(c).ToString(),
            });
        }

        return upper.ToString();
    }
}
