using System.Globalization;
using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Objects;

[Cmdlet(VerbsDiagnostic.Measure, "Object")]
internal sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly Dictionary<string, List<object?>> _values = [];
    private PropertySelector[] _properties = [];
    private int _count;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Sum { get; set; }

    [Parameter]
    public SwitchParameter Average { get; set; }

    [Parameter]
    public SwitchParameter Minimum { get; set; }

    [Parameter]
    public SwitchParameter Maximum { get; set; }

    protected override void BeginProcessing() => _properties = PropertySelector.From(Property);

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        _count++;
        foreach ((string name, object? value) in _properties.SelectMany(property => property.Of(InputObject)).Where(pair => pair.Value is not null))
        {
            Note(name, value);
        }

        if (_properties.Length == 0 && (Sum || Average || Minimum || Maximum))
        {
            Note("", InputObject);
        }
    }

    protected override void EndProcessing()
    {
        if (_properties.Length == 0)
        {
            WriteObject(Result(null, _values.GetValueOrDefault("") ?? [], _count));
            return;
        }

        foreach ((string name, List<object?> values) in _values)
        {
            WriteObject(Result(name, values, values.Count));
        }
    }

    private void Note(string name, object? value)
    {
        if (!_values.TryGetValue(name, out List<object?>? values))
        {
            _values[name] = values = [];
        }

        values.Add((value as PSObject)?.BaseObject ?? value);
    }

    private PSObject Result(string? property, List<object?> values, int count)
    {
        PSObject result = new();
        result.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GenericMeasureInfo");
        result.Properties.Add(new PSNoteProperty("Count", count));
        double sum = Sum || Average ? values.Sum(Number) : 0;
        Add(result, "Average", Average && values.Count > 0, () => sum / values.Count);
        Add(result, "Sum", Sum, () => sum);
        ObjectOrder order = new(caseSensitive: false);
        Add(result, "Maximum", Maximum && values.Count > 0, () => values.Max(order));
        Add(result, "Minimum", Minimum && values.Count > 0, () => values.Min(order));
        Add(result, "Property", property is not null, () => property);
        return result;
    }

    private static void Add(PSObject result, string name, bool wanted, Func<object?> value) =>
        result.Properties.Add(new PSNoteProperty(name, wanted ? value() : null));

    private double Number(object? value)
    {
        if (LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double number))
        {
            return number;
        }

        WriteError(new ErrorRecord(
            new PSInvalidCastException($"Input object \"{value}\" is not numeric."),
            "NonNumericInputObject",
            ErrorCategory.InvalidType,
            value));
        return 0;
    }
}
