using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>A row as text with the type of every value, so that two rows can be compared to the last bit.</summary>
internal static class RowText
{
    public static string Of(object? value)
    {
        StringBuilder text = new();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                text.Append('"').Append(s).Append('"');
                break;
            case DateTimeOffset time:
                text.Append(time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
                break;
            case IDictionary or AttributeSet or IReadOnlyDictionary<string, long>:
                foreach (object pair in (IEnumerable)value)
                {
                    AppendProperties(text, pair);
                }

                break;
            case IEnumerable list:
                text.Append('[');
                foreach (object? item in list)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case IHubRow or DirectorySettings or DirectoryOverrides or AttributeChange:
                AppendProperties(text, value);
                break;
            default:
                text.Append(value.GetType().Name).Append(':').Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendProperties(StringBuilder text, object value)
    {
        text.Append('{');
        foreach (PropertyInfo property in value.GetType().GetProperties().OrderBy(static property => property.Name, StringComparer.Ordinal))
        {
            text.Append(property.Name).Append('=');
            Append(text, property.GetValue(value));
            text.Append(';');
        }

        text.Append('}');
    }
}
