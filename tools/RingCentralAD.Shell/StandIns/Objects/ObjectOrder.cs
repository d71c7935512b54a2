using System.Globalization;
using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Objects;

/// <summary>Orders and equates values as PowerShell's own operators do: null first, text by culture and without regard to case.</summary>
internal sealed class ObjectOrder(bool caseSensitive) : IComparer<object?>, IEqualityComparer<object?>
{
    public int Compare(object? x, object? y)
    {
        object? left = Plain(x), right = Plain(y);
        if (left is null || right is null)
        {
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        }

        return LanguagePrimitives.TryCompare(left, right, !caseSensitive, CultureInfo.CurrentCulture, out int order)
            ? order
            : CultureInfo.CurrentCulture.CompareInfo.Compare(Text(left), Text(right), Options);
    }

    public new bool Equals(object? x, object? y) => Compare(x, y) == 0;

    public int GetHashCode(object? obj) =>
        CultureInfo.CurrentCulture.CompareInfo.GetHashCode(
            Text(Plain(obj)),
            Options);

    private CompareOptions Options => caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase;

    private static object? Plain(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static string Text(object? value) => value is null ? "" : LanguagePrimitives.ConvertTo<string>(value);
}
