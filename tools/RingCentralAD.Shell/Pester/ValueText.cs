using System.Collections;
using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

/// <summary>How a value is shown in a failure.</summary>
internal static class ValueText
{
    private const int Most = 20;

    public static string Of(object? value) => ((value as PSObject)?.BaseObject ?? value) switch
    {
        null => "$null",
        string text => $"'{text}'",
        bool flag => flag ? "$true" : "$false",
        ScriptBlock script => $"{{{script}}}",
        IList items => $"@({string.Join(", ", items.Cast<object?>().Take(Most).Select(Of))}{(items.Count > Most ? $", … {items.Count} in all" : "")})",
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };
}
