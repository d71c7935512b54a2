using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Objects;

[Cmdlet(VerbsCommon.Select, "Object")]
internal sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> _last = new();
    private readonly List<PSObject> _seen = [];
    private readonly ObjectOrder _order = new(caseSensitive: true);
    private PropertySelector[] _properties = [];
    private PropertySelector[] _excluded = [];
    private int _read;
    private int _given;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = -1;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; } = -1;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    protected override void BeginProcessing()
    {
        _properties = PropertySelector.From(Property ?? (ExcludeProperty is null ? null : ["*"]));
        _excluded = PropertySelector.From(ExcludeProperty);
        if (First == 0 && Last < 0)
        {
            EngineInternals.StopUpstream(this);
        }
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        int at = _read++;
        if (Last >= 0)
        {
            _last.Enqueue(InputObject);
            while (_last.Count > Last + Skip)
            {
                _last.Dequeue();
            }
        }

        if (Index is not null)
        {
            if (Index.Contains(at))
            {
                Hand(InputObject);
            }
        }
        else if (First >= 0 || Last < 0)
        {
            Take(at);
        }
    }

    protected override void EndProcessing()
    {
        if (Last < 0)
        {
            return;
        }

        // What -First already gave is not given twice.
        int fresh = First < 0 ? int.MaxValue : Math.Max(0, _read - _given);
        foreach (PSObject item in _last.Take(Math.Max(0, _last.Count - Skip)).TakeLast(Math.Min(Last, fresh)))
        {
            Hand(item);
        }
    }

    private void Take(int at)
    {
        if (at < Skip)
        {
            return;
        }

        if (First < 0 || _given < First)
        {
            _given++;
            Hand(InputObject!);
        }

        if (First >= 0 && _given >= First && Last < 0)
        {
            EngineInternals.StopUpstream(this);
        }
    }

    private void Hand(PSObject item)
    {
        PSObject shaped = _properties.Length == 0 ? item : Shape(item);
        if (Unique && !IsNew(shaped))
        {
            return;
        }

        if (ExpandProperty is null)
        {
            WriteObject(shaped);
        }
        else if (item.Properties[ExpandProperty] is { } property)
        {
            WriteObject(property.Value, enumerateCollection: true);
        }
        else
        {
            WriteError(new ErrorRecord(
                new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found."),
                "ExpandPropertyNotFound",
                ErrorCategory.InvalidArgument,
                item));
        }
    }

    private PSObject Shape(PSObject item)
    {
        HashSet<string> without = [.. _excluded.SelectMany(selector => selector.Of(item)).Select(pair => pair.Name)];
        PSObject result = new();
        foreach ((string name, object? value) in _properties.SelectMany(selector => selector.Of(item)))
        {
            if (!without.Contains(name) && result.Properties[name] is null)
            {
                result.Properties.Add(new PSNoteProperty(name, value));
            }
        }

        string kind = item.BaseObject is PSCustomObject ? item.TypeNames[0] : item.BaseObject.GetType().FullName!;
        result.TypeNames.Insert(0, "Selected." + kind);
        return result;
    }

    private bool IsNew(PSObject item)
    {
        bool seen = _seen.Any(other => _properties.Length == 0 && ExpandProperty is null
            ? _order.Equals(item, other)
            : item.Properties.Select(p => p.Name).SequenceEqual(other.Properties.Select(p => p.Name))
                && item.Properties.All(property => _order.Equals(property.Value, other.Properties[property.Name].Value)));
        if (!seen)
        {
            _seen.Add(item);
        }

        return !seen;
    }
}
