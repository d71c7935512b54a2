namespace RingCentralAD.Benchmarks.Expressions;

/// <summary>One expression in every language that is compared.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Ours">In the mapping language.</param>
/// <param name="Script">In JavaScript.</param>
/// <param name="Spel">In Spring's expression language.</param>
/// <param name="ByHand">In C#, over the profile's values by slot.</param>
internal sealed record ExpressionCase(string Name, string Ours, string Script, string Spel, Func<object?[], object?> ByHand)
{
    /// <summary>The guide's expression for primaryPhone; it is the same in all three languages.</summary>
    public const string DirectNumber = """(appuser.directNumber != null ? appuser.directNumber : "") + "#" + appuser.extensionNumber""";

    private const string Plain = "appuser.email";
    private const string Ternary = "appuser.email != null ? appuser.email : appuser.userName";

    /// <summary>The names of the profile's slots.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["directNumber", "extensionNumber", "phone", "email", "userName"];

    /// <summary>The person.</summary>
    public static object?[] Profile { get; } = ["+16505550123", "321", "(415) 555-0100", "ann@contoso.com", "ann"];

    /// <summary>What is compared.</summary>
    public static IReadOnlyList<ExpressionCase> All { get; } =
    [
        new("plain attribute", Plain, Plain, Plain, static p => p[3]),
        new("directNumber (the guide's)", DirectNumber, DirectNumber, DirectNumber, static p => ((string?)p[0] ?? "") + "#" + (string?)p[1]),
        new("ternary with null check", Ternary, Ternary, Ternary, static p => p[3] ?? p[4]),
        new(
            "phone clean-up, 5 calls",
            """String.append("+1", String.replace(String.replace(String.replace(String.removeSpaces(appuser.phone), "(", ""), ")", ""), "-", ""))""",
            """'+1'.concat(appuser.phone.replaceAll(" ", "").replaceAll("(", "").replaceAll(")", "").replaceAll("-", ""))""",
            """'+1'.concat(appuser.phone.replace(" ", "").replace("(", "").replace(")", "").replace("-", ""))""",
            static p => "+1" + ((string)p[2]!).Replace(" ", "", StringComparison.Ordinal)
                .Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)),
    ];
}
