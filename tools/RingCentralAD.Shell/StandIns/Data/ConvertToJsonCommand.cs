using System.Management.Automation;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace RingCentralAD.Shell.StandIns.Data;

[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
internal sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> _items = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    protected override void ProcessRecord() => _items.Add(InputObject);

    protected override void EndProcessing()
    {
        if (_items.Count == 0)
        {
            return;
        }

        JsonShape shape = new(Depth, EnumsAsStrings);
        JToken token = shape.Token(_items.Count > 1 || AsArray ? _items : _items[0], _items.Count > 1 || AsArray ? -1 : 0);
        if (shape.Truncated)
        {
            WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
        }

        using StringWriter text = new();
        using JsonTextWriter writer = new(text) { Formatting = Compress ? Formatting.None : Formatting.Indented };
        token.WriteTo(writer);
        WriteObject(text.ToString());
    }
}
