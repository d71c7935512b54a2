using System.Text.RegularExpressions;

namespace RingCentralAD.HelpWriter.Reading;

/// <summary>Where to read on: the page on the web, what the comments name, the cmdlets of the same noun, and those that the texts speak of.</summary>
internal sealed partial class RelatedLinks(IReadOnlyCollection<string> cmdlets, Uri? project, string about)
{
    public IReadOnlyList<LinkHelp> Of(CommandHelp command) =>
    [
        .. project is null ? [] : new[] { new LinkHelp("Online Version:", Online(command.Name)) },
        .. command.Links,
        .. Names(command).Where(name => command.Links.All(link => link.Text != name)).Select(name => new LinkHelp(name, null)),
        .. about.Length == 0 ? [] : new[] { new LinkHelp(about, null) },
    ];

    private string Online(string command) => $"{project!.ToString().TrimEnd('/')}/blob/main/docs/{command}.md";

    private IEnumerable<string> Names(CommandHelp command)
    {
        string noun = command.Name[command.Name.IndexOf('-', StringComparison.Ordinal)..];
        IEnumerable<string> family = cmdlets.Where(name => name.EndsWith(noun, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        IEnumerable<string> spoken = Texts(command).SelectMany(text => CmdletName().Matches(text)).Select(match => match.Value).Where(cmdlets.Contains);
        return family.Concat(spoken).Where(name => name != command.Name).Distinct();
    }

    private static IEnumerable<string> Texts(CommandHelp command) =>
        [command.Synopsis, .. command.Description, .. command.Parameters.SelectMany(parameter => parameter.Text), .. command.Examples.SelectMany(example => (string[])[example.Code, .. example.Text])];

    [GeneratedRegex("[A-Z][a-z]+-[A-Z][A-Za-z]+")]
    private static partial Regex CmdletName();
}
