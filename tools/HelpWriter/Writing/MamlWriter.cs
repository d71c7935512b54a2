using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace RingCentralAD.HelpWriter.Writing;

/// <summary>Writes the XML that Get-Help reads: https://learn.microsoft.com/powershell/scripting/developer/help/creating-the-cmdlet-help-file.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    // Get-Help puts nothing between one example and the next: help files bring a line around the title, and a blank line, as PlatyPS' do.
    private static readonly string s_line = new('-', 26);
    private static readonly XElement s_blank = new(s_maml + "para");

    public static string Write(ModuleHelp module)
    {
        XElement root = new(s_help + "helpItems", new XAttribute("schema", "maml"), module.Commands.Select(Command));
        using MemoryStream bytes = new();
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
        using (XmlWriter writer = XmlWriter.Create(bytes, settings))
        {
            root.Save(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static XElement Command(CommandHelp command)
    {
        string[] name = command.Name.Split('-', 2);
        return new XElement(
            s_command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            new XElement(
                s_command + "details",
                new XElement(s_command + "name", command.Name),
                new XElement(s_command + "verb", name[0]),
                new XElement(s_command + "noun", name[1]),
                Description([command.Synopsis])),
            Description(command.Description),
            new XElement(s_command + "syntax", command.Syntax.Select(set => Syntax(command, set))),
            new XElement(s_command + "parameters", command.Parameters.Select(parameter => Parameter(parameter, inSyntax: false))),
            new XElement(s_command + "inputTypes", command.Inputs.Select(input => Typed("inputType", input))),
            new XElement(s_command + "returnValues", command.Outputs.Select(output => Typed("returnValue", output))),
            Notes(command),
            new XElement(s_command + "examples", command.Examples.Select(Example)),
            new XElement(s_command + "relatedLinks", command.Links.Select(Link)));
    }

    private static XElement Syntax(CommandHelp command, SyntaxHelp set) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", command.Name),
        set.Parameters.Select(parameter => Parameter(parameter, inSyntax: true)));

    private static XElement Parameter(ParameterHelp parameter, bool inSyntax) => new(
        s_command + "parameter",
        new XAttribute("required", Flag(parameter.IsRequired)),
        new XAttribute("variableLength", Flag(parameter.TakesRemaining)),
        new XAttribute("globbing", Flag(parameter.TakesWildcards)),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position", parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
        new XElement(s_maml + "name", parameter.Name),
        Description(parameter.Text),
        inSyntax && parameter.Values.Count > 0 ? new XElement(s_command + "parameterValueGroup", parameter.Values.Select(value => Value(value, required: false))) : null,
        inSyntax && parameter.IsSwitch ? null : Value(parameter.Type, required: !parameter.IsSwitch),
        new XElement(s_dev + "type", new XElement(s_maml + "name", parameter.Type), new XElement(s_maml + "uri")),
        new XElement(s_dev + "defaultValue", parameter.Default ?? "None"));

    private static XElement Value(string text, bool required) => new(
        s_command + "parameterValue",
        new XAttribute("required", Flag(required)),
        new XAttribute("variableLength", "false"),
        text);

    private static XElement Typed(string kind, TypeHelp type) => new(
        s_command + kind,
        new XElement(s_dev + "type", new XElement(s_maml + "name", type.Name), new XElement(s_maml + "uri")),
        Description([type.Text]));

    private static XElement? Notes(CommandHelp command) => command.Aliases.Count == 0
        ? null
        : new XElement(
            s_maml + "alertSet",
            new XElement(s_maml + "alert", new XElement(s_maml + "para", $"Alias: {string.Join(", ", command.Aliases)}")));

    private static XElement Example(ExampleHelp example, int index)
    {
        string title = example.Title.Length > 0 ? $"Example {index + 1}: {example.Title}" : $"Example {index + 1}";
        return new XElement(
            s_command + "example",
            new XElement(s_maml + "title", $"{s_line} {title} {s_line}"),
            new XElement(s_dev + "code", example.Code),
            new XElement(s_dev + "remarks", Paragraphs(example.Text), s_blank));
    }

    private static XElement Link(LinkHelp link) => new(
        s_maml + "navigationLink",
        new XElement(s_maml + "linkText", link.Text),
        new XElement(s_maml + "uri", link.Address ?? ""));

    private static XElement Description(IEnumerable<string> paragraphs) => new(s_maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Where(paragraph => paragraph.Length > 0).Select(paragraph => new XElement(s_maml + "para", paragraph));

    private static string Flag(bool value) => value ? "true" : "false";
}
