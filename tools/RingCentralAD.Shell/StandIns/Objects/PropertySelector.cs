using System.Collections;
using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Objects;

/// <summary>What -Property takes: a name, with wildcards, a script block, or @{ Name = …; Expression = … }.</summary>
internal sealed class PropertySelector
{
    private static readonly string[] s_nameKeys = ["name", "n", "label", "l"];
    private static readonly string[] s_expressionKeys = ["expression", "e"];

    private PropertySelector(string name, ScriptBlock? script, bool? descending)
    {
        Name = name;
        Script = script;
        Descending = descending;
    }

    /// <summary>The result's name; the property's own where no script block makes the value.</summary>
    public string Name { get; }

    public ScriptBlock? Script { get; }

    /// <summary>The order that the table form asks for, or null.</summary>
    public bool? Descending { get; }

    private string? Source { get; init; }

    public static PropertySelector[] From(object[]? given) => given is null ? [] : [.. given.Select(From)];

    /// <summary>The values of one object: several where a name has wildcards or is a property set's, one null where the object lacks it.</summary>
    public IEnumerable<(string Name, object? Value)> Of(PSObject item)
    {
        if (Script is not null)
        {
            yield return (Name, Run(item));
            yield break;
        }

        string source = Source ?? Name;
        if (item.Members[source] is PSPropertySet set)
        {
            foreach (string name in set.ReferencedPropertyNames)
            {
                yield return (name, Value(item, name));
            }

            yield break;
        }

        if (!WildcardPattern.ContainsWildcardCharacters(source))
        {
            yield return (Name, Value(item, source));
            yield break;
        }

        WildcardPattern pattern = WildcardPattern.Get(source, WildcardOptions.IgnoreCase);
        foreach (PSPropertyInfo property in item.Properties.Where(property => pattern.IsMatch(property.Name)))
        {
            yield return (property.Name, Get(property));
        }
    }

    public object? First(PSObject item) => Of(item).Select(pair => pair.Value).FirstOrDefault();

    /// <summary>A property's value; of a dictionary, the entry.</summary>
    public static object? Value(PSObject item, string name)
    {
        if (item.BaseObject is IDictionary entries && entries.Contains(name))
        {
            return entries[name];
        }

        return item.Properties[name] is { } property ? Get(property) : null;
    }

    private static object? Get(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private static PropertySelector From(object given)
    {
        object plain = (given as PSObject)?.BaseObject ?? given;
        switch (plain)
        {
            case ScriptBlock script:
                return new PropertySelector(script.ToString().Trim(), script, null);
            case IDictionary table:
                object? expression = Entry(table, s_expressionKeys);
                string? name = Entry(table, s_nameKeys)?.ToString() ?? expression?.ToString();
                bool? descending = Entry(table, ["descending"]) is { } down ? LanguagePrimitives.IsTrue(down)
                    : Entry(table, ["ascending"]) is { } up ? !LanguagePrimitives.IsTrue(up) : null;
                return expression is ScriptBlock block
                    ? new PropertySelector(name!, block, descending)
                    : new PropertySelector(name ?? throw new PSArgumentException("A property table needs a Name or an Expression."), null, descending)
                    {
                        Source = expression?.ToString(),
                    };
            default:
                return new PropertySelector(LanguagePrimitives.ConvertTo<string>(given), null, null);
        }
    }

    private static object? Entry(IDictionary table, string[] keys) =>
        table.Keys.OfType<string>().FirstOrDefault(key => keys.Contains(key.ToLowerInvariant())) is { } found
            ? (table[found] as PSObject)?.BaseObject ?? table[found]
            : null;

    private object? Run(PSObject item)
    {
        var results = Script!.InvokeWithContext(null, [new PSVariable("_", item)]);
        return results.Count switch { 0 => null, 1 => results[0], _ => results.ToArray() };
    }
}
