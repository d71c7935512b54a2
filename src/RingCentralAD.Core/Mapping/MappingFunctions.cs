using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>The functions of a mapping: the language's own, and those with a package or data behind them.</summary>
internal static class MappingFunctions
{
    public static FunctionTable Table { get; } = FunctionTable.Standard.With(typeof(PhoneFunctions));
}

/// <summary>Functions on phone numbers, by libphonenumber.</summary>
public static class PhoneFunctions
{
    /// <summary>The number in E.164.</summary>
    [Function("Phone.toE164", "The number in E.164, such as +16505550123. Null for null and for text that is no possible number.", Nulls = NullResult.Possible)]
    [Example("""Phone.toE164("(650) 253-0000", "US")""", "\"+16502530000\"")]
    public static string? ToE164(string? text, string? region) => PhoneText.ToE164(text, region);

    /// <summary>The extension inside a number.</summary>
    [Function("Phone.extension", "The extension inside a number as people write it: ;ext.321, x321, ext 321, #321 or - 321. Null where there is none.", Nulls = NullResult.Possible)]
    [Example("""Phone.extension("+1-415-555-6789;ext.321")""", "\"321\"")]
    public static string? Extension(string? text) => PhoneText.Extension(text);
}
