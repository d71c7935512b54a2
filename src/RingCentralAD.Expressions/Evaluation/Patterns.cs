using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace RingCentralAD.Expressions;

/// <summary>
/// Regular expressions, .NET's syntax (section 9, decision 8). They run without backtracking; a pattern that needs it
/// (a back reference, a look-around) is held to a short time and charged many steps, so that none can stall a run.
/// </summary>
internal static class Patterns
{
    private const int CacheSize = 200;
    private const int BacktrackingCost = 50_000;

    private static readonly ConcurrentDictionary<(string Pattern, bool Whole), Regex> s_cache = new();

    /// <summary>Whether the whole text fits the pattern.</summary>
    public static bool FitsWhole(EvaluationContext context, string text, string pattern) => Match(context, text, Find(pattern, true));

    /// <summary>Whether the pattern is found anywhere in the text.</summary>
    public static bool IsFound(EvaluationContext context, string text, string pattern) => Match(context, text, Find(pattern, false));

    /// <summary>Throws when the pattern is no regular expression.</summary>
    public static void Validate(string pattern) => Find(pattern, true);

    private static bool Match(EvaluationContext context, string text, Regex regex)
    {
        bool linear = (regex.Options & RegexOptions.NonBacktracking) != 0;
        context.Charge((text.Length / 16) + (linear ? 1 : BacktrackingCost));
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw FunctionException.Limit("The pattern takes too long on this text.", "Avoid repetitions inside repetitions, such as (a+)+.");
        }
    }

    private static Regex Find(string pattern, bool whole)
    {
        if (s_cache.TryGetValue((pattern, whole), out Regex? known))
        {
            return known;
        }

        if (pattern.Length > Limits.ExpressionLength)
        {
            throw FunctionException.Limit($"A pattern may have {Limits.Show(Limits.ExpressionLength)} characters.");
        }

        Regex made = Make(pattern, whole);
        if (s_cache.Count >= CacheSize)
        {
            s_cache.Clear();
        }

        s_cache[(pattern, whole)] = made;
        return made;
    }

    private static Regex Make(string pattern, bool whole)
    {
        try
        {
            // By itself first: "a)(b" is no pattern, though it would be one inside parentheses.
            Regex alone = Construct(pattern);
            return whole ? Whole(pattern) : alone;
        }
        catch (ArgumentException problem)
        {
            throw new FunctionException($"'{Coerce.Shown(pattern)}' is no regular expression: {problem.Message}", @"Put \ before a bracket or a parenthesis that is meant as itself.");
        }
    }

    private static Regex Whole(string pattern)
    {
        try
        {
            return Construct($@"\A(?:{pattern})\z");
        }
        catch (ArgumentException)
        {
            // Under (?x) a comment at the end would swallow the closing parenthesis.
            return Construct($"\\A(?:{pattern}\n)\\z");
        }
    }

    private static Regex Construct(string pattern)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant;
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, Limits.LinearRegexTime);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, Options, Limits.RegexTime);
        }
    }
}
