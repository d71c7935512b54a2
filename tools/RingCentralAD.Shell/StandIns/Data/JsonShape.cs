using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using Newtonsoft.Json.Linq;

namespace RingCentralAD.Shell.StandIns.Data;

/// <summary>Objects as JSON, and back, by the rules of pwsh 7: enumerations as numbers, text where the depth ends.</summary>
internal sealed class JsonShape(int depth, bool enumsAsStrings)
{
    /// <summary>True once something lay deeper than the depth.</summary>
    public bool Truncated { get; private set; }

    public JToken Token(object? value, int level = 0)
    {
        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (plain)
        {
            case null or NullString or DBNull:
                return JValue.CreateNull();
            case string or char or Guid or Uri:
                return new JValue(plain.ToString());
            case Enum kind:
                return enumsAsStrings ? new JValue(kind.ToString()) : new JValue(Convert.ToInt64(kind, CultureInfo.InvariantCulture));
            case IConvertible or DateTimeOffset or System.Numerics.BigInteger:
                return new JValue(plain);
            default:
                break;
        }

        if (level > depth)
        {
            Truncated = true;
            return new JValue(LanguagePrimitives.ConvertTo<string>(value));
        }

        return plain switch
        {
            JToken token => token,
            IDictionary entries => Object(entries.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString() ?? "", entry.Value)), level),
            IEnumerable items => new JArray(items.Cast<object?>().Select(item => Token(item, level + 1))),
            _ => Object(
                PSObject.AsPSObject(value!).Properties
                    .Where(property => property.IsGettable && property.MemberType is not PSMemberTypes.ScriptProperty)
                    .Select(property => (property.Name, (object?)property.Value)),
                level),
        };
    }

    public static object? Value(JToken token, bool asHashtable) => token switch
    {
        JObject record when asHashtable => Table(record),
        JObject record => Record(record),
        JArray items => items.Select(item => Value(item, asHashtable)).ToArray(),
        JValue value => value.Value,
        _ => null,
    };

    private JObject Object(IEnumerable<(string Name, object? Value)> members, int level)
    {
        JObject result = [];
        foreach ((string name, object? value) in members)
        {
            result[name] = Token(value, level + 1);
        }

        return result;
    }

    private static PSObject Record(JObject record)
    {
        PSObject result = new();
        foreach ((string name, JToken? value) in record)
        {
            result.Properties.Add(new PSNoteProperty(name, value is null ? null : Value(value, asHashtable: false)));
        }

        return result;
    }

    private static OrderedHashtable Table(JObject record)
    {
        OrderedHashtable result = [];
        foreach ((string name, JToken? value) in record)
        {
            result[name] = value is null ? null : Value(value, asHashtable: true);
        }

        return result;
    }
}
