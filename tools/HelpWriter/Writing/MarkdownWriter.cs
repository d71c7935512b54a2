using System.Globalization;
using System.Text;

namespace RingCentralAD.HelpWriter.Writing;

/// <summary>Writes a page in the form that PlatyPS reads (schema 2.0.0), so that who has PlatyPS can build the help anew.</summary>
internal static class MarkdownWriter
{
    private const string CommonParameters =
        "This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable, -InformationAction, -InformationVariable, -OutVariable, "
        + "-OutBuffer, -PipelineVariable, -ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see "
        + "[about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).";

    public static string Write(CommandHelp command, string helpFile)
    {
        StringBuilder page = new();
        Lines(page, "---", $"external help file: {helpFile}", $"Module Name: {command.Module}", Online(command), "schema: 2.0.0", "---", "", $"# {command.Name}", "");
        Lines(page, "## SYNOPSIS", Escape(command.Synopsis), "", "## SYNTAX", "");
        foreach (SyntaxHelp set in command.Syntax)
        {
            if (command.Syntax.Count > 1)
            {
                Lines(page, $"### {set.Name}{(set.IsDefault ? " (Default)" : "")}");
            }

            Lines(page, "```", SyntaxLine(command.Name, set), "```", "");
        }

        Lines(page, "## DESCRIPTION");
        Paragraphs(page, command.Description);
        Lines(page, "## EXAMPLES", "");
        foreach ((int index, ExampleHelp example) in command.Examples.Index())
        {
            string title = example.Title.Length > 0 ? $": {Escape(example.Title)}" : "";
            Lines(page, $"### Example {index + 1}{title}", "```powershell", example.Code, "```", "");
            Paragraphs(page, example.Text);
        }

        Lines(page, "## PARAMETERS", "");
        foreach (ParameterHelp parameter in command.Parameters)
        {
            Parameter(page, parameter);
        }

        Lines(page, "### CommonParameters", CommonParameters, "");
        Types(page, "## INPUTS", command.Inputs);
        Types(page, "## OUTPUTS", command.Outputs);
        Lines(page, "## NOTES");
        if (command.Aliases.Count > 0)
        {
            Lines(page, $"Alias: {string.Join(", ", command.Aliases)}");
        }

        Lines(page, "", "## RELATED LINKS", "");
        foreach (LinkHelp link in command.Links)
        {
            Lines(page, $"[{Escape(link.Text)}]({link.Address ?? link.Text + ".md"})", "");
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static string Online(CommandHelp command) =>
        $"online version: {command.Links.FirstOrDefault(link => link.Text == "Online Version:")?.Address}".TrimEnd();

    private static void Parameter(StringBuilder page, ParameterHelp parameter)
    {
        Lines(page, $"### -{parameter.Name}");
        Paragraphs(page, parameter.Text);
        Lines(
            page,
            "```yaml",
            $"Type: {parameter.Type}",
            $"Parameter Sets: {(parameter.Sets.Count == 0 ? "(All)" : string.Join(", ", parameter.Sets))}",
            $"Aliases: {string.Join(", ", parameter.Aliases)}".TrimEnd());
        if (parameter.Values.Count > 0)
        {
            Lines(page, $"Accepted values: {string.Join(", ", parameter.Values)}");
        }

        Lines(
            page,
            "",
            $"Required: {parameter.IsRequired}",
            $"Position: {parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "Named"}",
            $"Default value: {parameter.Default ?? "None"}",
            $"Accept pipeline input: {parameter.PipelineInput}",
            $"Accept wildcard characters: {parameter.TakesWildcards}",
            "```",
            "");
    }

    private static void Types(StringBuilder page, string heading, IReadOnlyList<TypeHelp> types)
    {
        Lines(page, heading, "");
        foreach (TypeHelp type in types)
        {
            Lines(page, $"### {type.Name}");
            Paragraphs(page, type.Text.Length > 0 ? [type.Text] : []);
        }
    }

    private static string SyntaxLine(string name, SyntaxHelp set)
    {
        StringBuilder line = new(name);
        foreach (ParameterHelp parameter in set.Parameters)
        {
            string head = parameter.Position is null ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
            string part = parameter.IsSwitch ? head : $"{head} <{parameter.Type}>";
            line.Append(' ').Append(parameter.IsRequired ? part : $"[{part}]");
        }

        return line.Append(" [<CommonParameters>]").ToString();
    }

    private static void Paragraphs(StringBuilder page, IReadOnlyList<string> paragraphs)
    {
        foreach ((int index, string paragraph) in paragraphs.Index())
        {
            bool item = paragraph.StartsWith("- ", StringComparison.Ordinal);
            Lines(page, item ? "- " + Escape(paragraph[2..]) : Escape(paragraph));
            bool listGoesOn = item && index + 1 < paragraphs.Count && paragraphs[index + 1].StartsWith("- ", StringComparison.Ordinal);
            if (!listGoesOn)
            {
                Lines(page, "");
            }
        }

        if (paragraphs.Count == 0)
        {
            Lines(page, "");
        }
    }

    private static void Lines(StringBuilder page, params ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            page.Append(line).Append('\n');
        }
    }

    /// <summary>What Markdown would take for markup.</summary>
    private static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (char letter in text)
        {
            if (letter is '\\' or '`' or '*' or '_' or '<' or '>' or '[' or ']')
            {
                escaped.Append('\\');
            }

            escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
