using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

/// <summary>When Pester calls two values equal.</summary>
internal static class Equality
{
    /// <summary>A single value and an array of that one value are the same; so are null and an empty array.</summary>
    public static bool Same(object?[] actual, object? expected, bool ignoreCase)
    {
        object?[] wanted = Items(expected);
        if (IsNothing(actual) || IsNothing(wanted))
        {
            return IsNothing(actual) && IsNothing(wanted);
        }

        return actual.Length == wanted.Length
            && actual.Zip(wanted).All(pair => IsList(pair.First) || IsList(pair.Second)
                ? Same(Items(pair.First), pair.Second, ignoreCase)
                : LanguagePrimitives.Equals(pair.Second, pair.First, ignoreCase, CultureInfo.InvariantCulture));
    }

    public static bool IsNullOrEmpty(object?[] actual) => actual switch
    {
        [] => true,
        [IDictionary entries] => entries.Count == 0,
        [IList items] => items.Count == 0,
        [var only] => string.IsNullOrEmpty(LanguagePrimitives.ConvertTo<string>(only)),
        _ => false,
    };

    private static bool IsNothing(object?[] items) => items is [] or [null];

    private static bool IsList(object? value) => Plain(value) is IList;

    private static object?[] Items(object? value) => Plain(value) is IList list ? [.. list.Cast<object?>().Select(Plain)] : [Plain(value)];

    private static object? Plain(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
