namespace RingCentralAD.Expressions;

/// <summary>Word processors and the guide's own print turn quotes into these; everybody pastes them (section 9, decision 9).</summary>
internal static class SmartQuotes
{
    public static bool Is(char c) => IsDouble(c) || IsSingle(c);

    public static bool Any(string text) => text.Any(Is);

    public static string Remedy(string text) => $"With straight quotes: {Straighten(text)}";

    public static string Straighten(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = IsDouble(source[i]) ? '"' : IsSingle(source[i]) ? '\'' : source[i];
            }
        });

    private static bool IsDouble(char c) => c is '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' or '\u2033' or '\uFF02';

    private static bool IsSingle(char c) => c is '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u0060' or '\u00B4' or '\uFF07';
}
