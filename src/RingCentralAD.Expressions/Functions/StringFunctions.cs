namespace RingCentralAD.Expressions;

/// <summary>
/// <c>String.*</c> (reference, 5.1), with the null rules of Commons Lang and section 9; endsWith and trim are ours.
/// </summary>
[FunctionGroup("Text", "Positions count from 0. Letter case counts. A number, a Boolean or a list given as text is written as text first; a list becomes its elements with commas between them.")]
public static class StringFunctions
{
    [Function("String.append", "Joins two texts. Null when either is null.", Nulls = NullResult.AnyArgument)]
    [Example("""String.append("This is", " a test")""", "\"This is a test\"")]
    public static string? Append(string? str, string? suffix) =>
        str is null || suffix is null ? null : TextJoin.Two(str, suffix);

    [Function("String.join", "Joins texts with a separator between them. A null text counts as empty and keeps its separator.")]
    [Example("""String.join(",", "This", "is", "a", "test")""", "\"This,is,a,test\"")]
    [Example("""String.join("", "This", "is", "a", "test")""", "\"Thisisatest\"")]
    [Example("""String.join("-", "a", null, "b")""", "\"a--b\"")]
    public static string Join(string? separator, params string?[] strings)
    {
        TextJoin.Check(((long)(separator?.Length ?? 0) * Math.Max(0, strings.Length - 1)) + strings.Sum(text => (long)(text?.Length ?? 0)));
        return string.Join(separator, strings);
    }

    [Function("String.len", "The length in UTF-16 units, as Java counts: an emoji is 2. Null is 0 long.")]
    [Example("""String.len("This")""", "4")]
    [Example("String.len(null)", "0")]
    public static int Len(string? input) => input?.Length ?? 0;

    [Function("String.removeSpaces", "Removes every space (U+0020); tabs and non-breaking spaces stay.", Nulls = NullResult.FirstArgument)]
    [Example("""String.removeSpaces("This is a test")""", "\"Thisisatest\"")]
    [Example("""String.removeSpaces("+1 415 555 6789")""", "\"+14155556789\"")]
    public static string? RemoveSpaces(string? input) => input?.Replace(" ", "", StringComparison.Ordinal);

    [Function("String.replace", "Replaces every occurrence of a text, from left to right; the match is literal, no pattern.", Nulls = NullResult.FirstArgument)]
    [Example("""String.replace("This is a test", "is", "at")""", "\"That at a test\"")]
    [Example("""String.replace("(415) 555", "(", "")""", "\"415) 555\"")]
    public static string? Replace(string? input, string? match, string? replacement)
    {
        if (string.IsNullOrEmpty(input) || string.IsNullOrEmpty(match) || replacement is null)
        {
            return input;
        }

        if (replacement.Length > match.Length)
        {
            TextJoin.Check(input.Length + ((long)input.AsSpan().Count(match) * (replacement.Length - match.Length)));
        }

        return input.Replace(match, replacement, StringComparison.Ordinal);
    }

    [Function("String.replaceFirst", "Replaces the first occurrence of a text; the match is literal, no pattern.", Nulls = NullResult.FirstArgument)]
    [Example("""String.replaceFirst("This is a test", "is", "at")""", "\"That is a test\"")]
    public static string? ReplaceFirst(string? input, string? match, string? replacement)
    {
        if (string.IsNullOrEmpty(input) || string.IsNullOrEmpty(match) || replacement is null)
        {
            return input;
        }

        int at = input.IndexOf(match, StringComparison.Ordinal);
        TextJoin.Check((long)input.Length + replacement.Length);
        return at < 0 ? input : string.Concat(input.AsSpan(0, at), replacement, input.AsSpan(at + match.Length));
    }

    [Function("String.startsWith", "Whether a text begins with another, case included. False when either is null.")]
    [Example("""String.startsWith("Kiss", "K")""", "true")]
    [Example("""String.startsWith("Kiss", "k")""", "false")]
    public static bool StartsWith(string? input, string? prefix) =>
        input is not null && prefix is not null && input.StartsWith(prefix, StringComparison.Ordinal);

    [Function("String.endsWith", "Whether a text ends with another, case included. False when either is null. Not in Okta's language.")]
    [Example("""String.endsWith("ann@contoso.com", "@contoso.com")""", "true")]
    [Example("""String.endsWith("Kiss", "S")""", "false")]
    public static bool EndsWith(string? input, string? suffix) =>
        input is not null && suffix is not null && input.EndsWith(suffix, StringComparison.Ordinal);

    [Function("String.stringContains", "Whether a text holds another, case included. False when either is null.")]
    [Example("""String.stringContains("This is a test", "test")""", "true")]
    [Example("""String.stringContains("This is a test", "doesn'tExist")""", "false")]
    public static bool StringContains(string? input, string? searchString) =>
        input is not null && searchString is not null && input.Contains(searchString, StringComparison.Ordinal);

    [Function("String.substring", "The part from start (counted from 0) up to end, which is not taken. The end is cut to the text's length; a start past it gives empty text; a negative index or a start after the end is an error.", Nulls = NullResult.AnyArgument)]
    [Example("""String.substring("This is a test", 2, 9)""", "\"is is a\"")]
    [Example("""String.substring("abc", 1, 99)""", "\"bc\"")]
    [Example("""String.substring("abc", 5, 9)""", "\"\"")]
    public static string? Substring(string? input, int? startIndex, int? endIndex)
    {
        if (input is null || startIndex is not { } start || endIndex is not { } end)
        {
            return null;
        }

        if (start < 0 || end < 0 || start > end)
        {
            throw new FunctionException(
                $"From {start} to {end} is no part of a text.",
                start > end ? "The start comes before the end." : "Positions count from 0.");
        }

        int last = Math.Min(end, input.Length);
        return start >= last ? "" : input[start..last];
    }

    [Function("String.substringAfter", "What follows the first occurrence of the search text; empty text where it does not occur.", Nulls = NullResult.FirstArgument)]
    [Example("""String.substringAfter("abc@okta.com", "@")""", "\"okta.com\"")]
    [Example("""String.substringAfter("abc", "@")""", "\"\"")]
    public static string? SubstringAfter(string? input, string? searchString)
    {
        if (input is null || searchString is null)
        {
            return input is null ? null : "";
        }

        int at = input.IndexOf(searchString, StringComparison.Ordinal);
        return at < 0 ? "" : input[(at + searchString.Length)..];
    }

    [Function("String.substringBefore", "What stands before the first occurrence of the search text; the whole text where it does not occur.", Nulls = NullResult.FirstArgument)]
    [Example("""String.substringBefore("abc@okta.com", "@")""", "\"abc\"")]
    [Example("""String.substringBefore("abc", "@")""", "\"abc\"")]
    public static string? SubstringBefore(string? input, string? searchString)
    {
        int at = input is null || searchString is null ? -1 : input.IndexOf(searchString, StringComparison.Ordinal);
        return at < 0 ? input : input![..at];
    }

    [Function("String.toUpperCase", "In capitals, by Unicode's full mapping whatever the machine's culture.", Nulls = NullResult.FirstArgument)]
    [Example("""String.toUpperCase("This")""", "\"THIS\"")]
    [Example("""String.toUpperCase("straße")""", "\"STRASSE\"")]
    public static string? ToUpperCase(string? input) => input is null ? null : JavaCase.ToUpper(input);

    [Function("String.toLowerCase", "In small letters, by Unicode's full mapping whatever the machine's culture.", Nulls = NullResult.FirstArgument)]
    [Example("""String.toLowerCase("ThiS")""", "\"this\"")]
    public static string? ToLowerCase(string? input) => input is null ? null : JavaCase.ToLower(input);

    [Function("String.trim", "Without white space at both ends, non-breaking spaces included. Not in Okta's language.", Nulls = NullResult.FirstArgument)]
    [Example("""String.trim("  Sales ")""", "\"Sales\"")]
    public static string? Trim(string? input) => input?.Trim();

    [Function("String.stringSwitch", "Looks for each key in turn inside the input and gives the value of the first key listed that it holds; the default where none is found. A key counts wherever it stands in the input, so list West Virginia before Virginia. A null input gives the default.", Nulls = NullResult.Possible)]
    [Example("""String.stringSwitch("This is a test", "default", "key1", "value1")""", "\"default\"")]
    [Example("""String.stringSwitch("First match wins", "default", "absent", "value1", "wins", "value2", "match", "value3")""", "\"value2\"")]
    [Example("""String.stringSwitch("Substrings count", "default", "ring", "value1")""", "\"value1\"")]
    public static string? StringSwitch(string? input, string? defaultString, params string?[] keyValuePairs)
    {
        if (keyValuePairs.Length % 2 != 0)
        {
            throw new FunctionException("The last key has no value.", "Give keys and values in pairs.");
        }

        for (int i = 0; input is not null && i < keyValuePairs.Length; i += 2)
        {
            if (keyValuePairs[i] is { } key && input.Contains(key, StringComparison.Ordinal))
            {
                return keyValuePairs[i + 1];
            }
        }

        return defaultString;
    }
}
