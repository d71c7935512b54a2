using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>The functions of a mapping: the language's own, and those with a package or data behind them.</summary>
internal static class MappingFunctions
{
    public static FunctionTable Table { get; } = new(
    [
        new Function("Phone.toE164", 2, 2, static args => PhoneText.ToE164(Text(args[0]), Text(args[1]))),
        new Function("Phone.extension", 1, 1, static args => PhoneText.Extension(Text(args[0]))),
    ]);

    private static string? Text(object? value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}
