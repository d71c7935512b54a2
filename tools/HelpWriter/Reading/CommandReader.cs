using System.Management.Automation;
using System.Xml.Linq;

namespace RingCentralAD.HelpWriter.Reading;

/// <summary>Joins what the engine knows of a cmdlet with what its comments say.</summary>
internal sealed class CommandReader(XmlDocs docs, Func<string, string?> commandOfType, string module)
{
    private readonly DocText _text = new(commandOfType);

    public CommandHelp Read(CmdletInfo cmdlet, IReadOnlyList<string> aliases)
    {
        Type type = cmdlet.ImplementingType;
        XElement? comment = docs.Type(type);
        ParameterReader parameters = new(docs, _text, cmdlet);
        SyntaxHelp[] syntax = [.. cmdlet.ParameterSets.OrderByDescending(set => set.IsDefault).Select(parameters.Syntax)];
        return new CommandHelp(
            cmdlet.Name,
            module,
            aliases,
            _text.Line(comment?.Element("summary")),
            _text.Paragraphs(comment?.Element("remarks")),
            syntax,
            parameters.All(),
            Inputs(cmdlet),
            [.. cmdlet.OutputType.Select(Output).DistinctBy(output => output.Name)],
            [.. (comment?.Elements("example") ?? []).Select(Example)],
            [.. (comment?.Elements("seealso") ?? []).Select(Link)]);
    }

    private TypeHelp[] Inputs(CmdletInfo cmdlet)
    {
        TypeHelp[] inputs =
        [
            .. cmdlet.ParameterSets.SelectMany(set => set.Parameters)
                .Where(parameter => parameter.ValueFromPipeline)
                .Select(parameter => parameter.ParameterType)
                .Distinct()
                .Select(type => new TypeHelp(TypeNames.Full(type), Summary(type))),
        ];
        return inputs.Length > 0 ? inputs : [new TypeHelp("None", "Takes no objects from the pipeline by value.")];
    }

    private TypeHelp Output(PSTypeName output) => output.Type is { } type
        ? new TypeHelp(TypeNames.Full(type), Summary(type))
        : new TypeHelp(output.Name, "");

    private string Summary(Type type) =>
        _text.Line(docs.Type(type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type)?.Element("summary"));

    /// <summary>What stands before the code is the title, what follows says what it does.</summary>
    private ExampleHelp Example(XElement example)
    {
        XElement? code = example.Element("code");
        XElement before = new("p", code?.NodesBeforeSelf());
        XElement after = new("p", code?.NodesAfterSelf());
        return new ExampleHelp(_text.Line(before), code is null ? "" : DocText.Code(code), _text.Paragraphs(after));
    }

    private LinkHelp Link(XElement link)
    {
        string? address = (string?)link.Attribute("href");
        string text = _text.Line(new XElement("p", link));
        return new LinkHelp(text.Length > 0 ? text : address ?? "", address);
    }
}
