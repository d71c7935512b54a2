using System.Collections.ObjectModel;
using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Objects;

[Cmdlet(VerbsData.Group, "Object")]
internal sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            _items.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        ObjectOrder order = new(CaseSensitive);
        PropertySelector[] properties = PropertySelector.From(Property);
        List<(object?[] Keys, Collection<PSObject> Items)> groups = [];
        foreach (PSObject item in _items)
        {
            object?[] keys = properties.Length == 0 ? [item] : [.. properties.Select(property => property.First(item))];
            int at = groups.FindIndex(group => group.Keys.SequenceEqual(keys, order));
            if (at < 0)
            {
                at = groups.Count;
                groups.Add((keys, []));
            }

            groups[at].Items.Add(item);
        }

        if (AsHashTable)
        {
            WriteObject(Table(groups));
            return;
        }

        IOrderedEnumerable<(object?[] Keys, Collection<PSObject> Items)> sorted = groups.OrderBy(_ => 0);
        for (int i = 0; i < Math.Max(1, properties.Length); i++)
        {
            int key = i;
            sorted = sorted.ThenBy(group => group.Keys[key], order);
        }

        foreach ((object?[] keys, Collection<PSObject> items) in sorted)
        {
            WriteObject(Result(keys, items));
        }
    }

    private PSObject Result(object?[] keys, Collection<PSObject> items)
    {
        // The name that the engine's default view for groups goes by.
        PSObject result = new();
        result.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GroupInfo" + (NoElement ? "NoElement" : ""));
        result.Properties.Add(new PSNoteProperty("Count", items.Count));
        if (!NoElement)
        {
            result.Properties.Add(new PSNoteProperty("Group", items));
        }

        result.Properties.Add(new PSNoteProperty("Name", string.Join(", ", keys.Select(Text))));
        result.Properties.Add(new PSNoteProperty("Values", keys));
        return result;
    }

    private PSObject Table(List<(object?[] Keys, Collection<PSObject> Items)> groups)
    {
        System.Collections.Hashtable table = new(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach ((object?[] keys, Collection<PSObject> items) in groups)
        {
            object key = keys is [{ } only] && !AsString ? (only as PSObject)?.BaseObject ?? only : string.Join(", ", keys.Select(Text));
            table[key] = items;
        }

        return PSObject.AsPSObject(table);
    }

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value);
}
