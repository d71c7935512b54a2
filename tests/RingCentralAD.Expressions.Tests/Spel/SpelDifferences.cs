using System.Text.RegularExpressions;

namespace RingCentralAD.Expressions.Tests;

/// <summary>Where our language and SpEL 4.3 differ on purpose, each by name.</summary>
internal static partial class SpelDifferences
{
    /// <summary>The name of the difference that explains two answers; null where none does.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="mutated">Whether a token was put where the grammar may not have it.</param>
    /// <param name="ours">Our answer.</param>
    /// <param name="theirs">SpEL's answer.</param>
    public static string? Named(string text, bool mutated, string ours, string theirs) => (ours, theirs) switch
    {
        // Section 12 has the version differences: quotes of the other kind doubled (the generator writes none),
        // names beyond ASCII (none either), and the empty expression.
        ("!syntax", _) when text.AsSpan().IsWhiteSpace() => "section 12: 4.3 takes an empty expression and fails at evaluation",

        // SpEL's parser takes more than the grammar of section 3: a missing operand of ? and ?: is null, ( ) is parsed,
        // the words and, or, div are names where a value begins, [0] indexes the root object, any value is a key of a map.
        ("!syntax", _) when mutated => "section 3: SpEL's parser takes more than the grammar",
        ("!type", _) when theirs.Contains("Map", StringComparison.Ordinal) && theirs.Contains('?', StringComparison.Ordinal) => "a whole profile or a map is a value in SpEL and no result here (section 10)",
        ("!type", _) when mutated && (RootAsText().IsMatch(text) || MapLiteral().IsMatch(text)) => "SpEL prints a whole profile or a map as text, compares and indexes them; here that is a type error",
        ("!unknown-function", _) when mutated && MethodOnValue().IsMatch(text) => "section 9, decision 13: Java's methods on values are refused",
        ("!unknown-attribute", _) when mutated && StaticField().IsMatch(text) => "SpEL reads Java's static fields (Boolean.FALSE) through a value",
        ("!type", "Btrue" or "Bfalse") when BackReference().IsMatch(text) => "section 9, decision 8: .NET refuses a back reference to no group",
        ("Btrue" or "Bfalse", "!type") when ZeroEscape().IsMatch(text) => "section 9, decision 8: Java wants octal digits after \\0, .NET takes it as the character 0",
        _ => null,
    };

    [GeneratedRegex(@"\buser\b(?!\s*(\.|\?\.|\[))")]
    private static partial Regex RootAsText();

    [GeneratedRegex(@"\{[^{}?]*:")]
    private static partial Regex MapLiteral();

    [GeneratedRegex(@"[\w\])]\s*\(")]
    private static partial Regex MethodOnValue();

    [GeneratedRegex(@"\.\s*(TRUE|FALSE)\b")]
    private static partial Regex StaticField();

    [GeneratedRegex(@"matches.*""\\""", RegexOptions.Singleline)]
    private static partial Regex BackReference();

    // The generator writes a backslash as a text of its own: "\" + 0 makes the pattern \0.
    [GeneratedRegex(@"matches.*""\\""\s*\+\s*['""]?0", RegexOptions.Singleline)]
    private static partial Regex ZeroEscape();
}
