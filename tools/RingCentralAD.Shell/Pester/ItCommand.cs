using System.Management.Automation;
using System.Text.RegularExpressions;
using RingCentralAD.Shell.StandIns.Objects;

namespace RingCentralAD.Shell.Pester;

[Cmdlet(VerbsCommon.Add, "PesterTest")]
[PesterName("It")]
internal sealed partial class ItCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1, Mandatory = true)]
    public ScriptBlock? Test { get; set; }

    [Parameter]
    [Alias("TestCases")]
    public PSObject[]? ForEach { get; set; }

    [Parameter]
    public SwitchParameter Skip { get; set; }

    protected override void EndProcessing()
    {
        PesterBlock block = PesterDiscovery.Current;
        foreach (PSObject? @case in ForEach ?? new PSObject?[1])
        {
            block.Items.Add(new PesterTest(Named(@case), Test!, @case, Skip || block.Skip));
        }
    }

    /// <summary>Puts the case's values where the name has them in angle brackets.</summary>
    private string Named(PSObject? @case) => @case is null
        ? Name
        : Placeholder().Replace(Name, match => match.Groups[1].Value == "_"
            ? @case.ToString()
            : PropertySelector.Value(@case, match.Groups[1].Value) is { } value ? LanguagePrimitives.ConvertTo<string>(value) : match.Value);

    [GeneratedRegex(@"<(\w+)>")]
    private static partial Regex Placeholder();
}
