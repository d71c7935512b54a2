using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Objects;

[Cmdlet("Sort", "Object")]
internal sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = int.MaxValue;

    [Parameter]
    public SwitchParameter Stable { get; set; }

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
        (PSObject Item, object?[] Keys)[] keyed =
            [.. _items.Select(item => (item, properties.Length == 0 ? [item] : properties.Select(property => property.First(item)).ToArray()))];

        // Objects of a kind that has no order keep the order in which they came.
        IOrderedEnumerable<(PSObject Item, object?[] Keys)> sorted = keyed.OrderBy(_ => 0);
        for (int i = 0; i < Math.Max(1, properties.Length); i++)
        {
            int key = i;
            bool down = (properties.Length > 0 ? properties[i].Descending : null) ?? Descending;
            sorted = down ? sorted.ThenByDescending(pair => pair.Keys[key], order) : sorted.ThenBy(pair => pair.Keys[key], order);
        }

        object?[]? before = null;
        int given = 0;
        foreach ((PSObject item, object?[] keys) in sorted)
        {
            if (given == Top)
            {
                break;
            }

            if (Unique && before is not null && keys.SequenceEqual(before, order))
            {
                continue;
            }

            before = keys;
            given++;
            WriteObject(item);
        }
    }
}
