using System.Collections;
using System.Management.Automation;

namespace RingCentralAD.Shell.StandIns.Items;

/// <summary>Writes what is given or piped into files, a line each.</summary>
internal abstract class ContentWriter(bool append) : PSCmdlet
{
    private readonly List<StreamWriter> _writers = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public string? Encoding { get; set; }

    protected override void BeginProcessing()
    {
        foreach (string path in Path)
        {
            _writers.Add(new StreamWriter(GetUnresolvedProviderPathFromPSPath(path), append, TextEncoding.Named(Encoding)));
        }
    }

    protected override void ProcessRecord()
    {
        foreach (object? value in Value ?? [])
        {
            Write(value);
        }
    }

    protected override void EndProcessing() => Close();

    protected override void StopProcessing() => Close();

    private void Write(object? value)
    {
        object? plain = (value as PSObject)?.BaseObject ?? value;
        if (plain is IEnumerable items and not string)
        {
            foreach (object? item in items)
            {
                Write(item);
            }

            return;
        }

        string text = LanguagePrimitives.ConvertTo<string>(value);
        _writers.ForEach(writer => writer.Write(NoNewline ? text : text + Environment.NewLine));
    }

    private void Close()
    {
        _writers.ForEach(writer => writer.Dispose());
        _writers.Clear();
    }
}
