using System.Management.Automation;
using System.Text.RegularExpressions;
using RingCentralAD.Shell.StandIns.Items;

namespace RingCentralAD.Shell.StandIns.Text;

[Cmdlet(VerbsCommon.Select, "String", DefaultParameterSetName = "Object")]
internal sealed class SelectStringCommand : PSCmdlet
{
    private Regex[] _patterns = [];
    private int _line;
    private bool _found;

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Object")]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, Mandatory = true)]
    public string[] Pattern { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ParameterSetName = "File")]
    public string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter SimpleMatch { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter NotMatch { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter AllMatches { get; set; }

    protected override void BeginProcessing()
    {
        RegexOptions options = CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase;
        _patterns = [.. Pattern.Select(pattern => new Regex(SimpleMatch ? Regex.Escape(pattern) : pattern, options))];
    }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Object")
        {
            Look(LanguagePrimitives.ConvertTo<string>(InputObject), "InputStream", ++_line);
            return;
        }

        foreach (string file in Path.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _)))
        {
            int number = 0;
            foreach (string line in File.ReadLines(file, TextEncoding.Named(null)))
            {
                Look(line, file, ++number);
            }
        }
    }

    protected override void EndProcessing()
    {
        if (Quiet)
        {
            WriteObject(_found);
        }
    }

    private void Look(string text, string path, int number)
    {
        Regex? hit = _patterns.FirstOrDefault(pattern => pattern.IsMatch(text));
        if (hit is null != NotMatch)
        {
            return;
        }

        _found = true;
        if (Quiet)
        {
            return;
        }

        if (Raw)
        {
            WriteObject(text);
            return;
        }

        Match[] matches = hit is null ? [] : AllMatches ? [.. hit.Matches(text).Cast<Match>()] : [hit.Match(text)];
        WriteObject(new LineMatch(text, number, path, hit?.ToString() ?? Pattern[0], matches));
    }
}
