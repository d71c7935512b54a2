using System.Management.Automation;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace RingCentralAD.Shell.StandIns.Data;

[Cmdlet(VerbsData.ConvertFrom, "Json")]
internal sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly StringBuilder _text = new();
    private int _inputs;

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    protected override void ProcessRecord()
    {
        _text.AppendLine(InputObject);
        _inputs++;
    }

    protected override void EndProcessing()
    {
        try
        {
            // As pwsh: several lines may be one document, or a document each.
            using JsonTextReader reader = new(new StringReader(_text.ToString())) { FloatParseHandling = FloatParseHandling.Double, SupportMultipleContent = _inputs > 1 };
            while (_inputs > 0 && reader.Read())
            {
                WriteObject(JsonShape.Value(JToken.ReadFrom(reader), AsHashtable), enumerateCollection: !NoEnumerate);
            }
        }
        catch (JsonException error)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"Conversion from JSON failed with error: {error.Message}", error),
                "System.ArgumentException",
                ErrorCategory.NotSpecified,
                null));
        }
    }
}
