namespace RingCentralAD.Expressions;

/// <summary>The old names without <c>String.</c>, still met in mappings that come from Okta (reference, 5.1).</summary>
[FunctionGroup("Old names", "Still met in mappings that come from Okta; they do what the String functions of the same name do.")]
public static class BareFunctions
{
    [Function("toUpperCase", "As String.toUpperCase.", Nulls = NullResult.FirstArgument, UseInstead = "String.toUpperCase")]
    [Example("""toUpperCase("Alexander")""", "\"ALEXANDER\"")]
    public static string? ToUpperCase(string? input) => StringFunctions.ToUpperCase(input);

    [Function("toLowerCase", "As String.toLowerCase.", Nulls = NullResult.FirstArgument, UseInstead = "String.toLowerCase")]
    [Example("""toLowerCase("AlexANDER")""", "\"alexander\"")]
    public static string? ToLowerCase(string? input) => StringFunctions.ToLowerCase(input);

    [Function("substringBefore", "As String.substringBefore.", Nulls = NullResult.FirstArgument, UseInstead = "String.substringBefore")]
    [Example("""substringBefore("alex@okta.com", '@')""", "\"alex\"")]
    public static string? SubstringBefore(string? input, string? searchString) => StringFunctions.SubstringBefore(input, searchString);

    [Function("substringAfter", "As String.substringAfter.", Nulls = NullResult.FirstArgument, UseInstead = "String.substringAfter")]
    [Example("""substringAfter("alex@okta.com", '@')""", "\"okta.com\"")]
    public static string? SubstringAfter(string? input, string? searchString) => StringFunctions.SubstringAfter(input, searchString);

    [Function("substring", "As String.substring.", Nulls = NullResult.AnyArgument, UseInstead = "String.substring")]
    [Example("""substring("Alexander", 1, 4)""", "\"lex\"")]
    public static string? Substring(string? input, int? startIndex, int? endIndex) => StringFunctions.Substring(input, startIndex, endIndex);
}
