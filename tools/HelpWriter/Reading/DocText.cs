using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RingCentralAD.HelpWriter.Reading;

/// <summary>Turns a comment's XML into paragraphs of plain text.</summary>
internal sealed partial class DocText(Func<string, string?> commandOfType)
{
    /// <summary>The paragraphs of an element: each para, each item of a list, and loose text between them.</summary>
    public IReadOnlyList<string> Paragraphs(XElement? element)
    {
        List<string> paragraphs = [];
        StringBuilder loose = new();
        foreach (XNode node in element?.Nodes() ?? [])
        {
            switch (node)
            {
                case XElement { Name.LocalName: "para" } para:
                    Flush();
                    Add(Inline(para));
                    break;
                case XElement { Name.LocalName: "list" } list:
                    Flush();
                    paragraphs.AddRange(list.Elements("item").Select(Item));
                    break;
                default:
                    loose.Append(Inline(node));
                    break;
            }
        }

        Flush();
        return paragraphs;

        void Flush()
        {
            Add(loose.ToString());
            loose.Clear();
        }

        void Add(string text)
        {
            if (Squeeze(text) is { Length: > 0 } squeezed)
            {
                paragraphs.Add(squeezed);
            }
        }
    }

    /// <summary>All of it in one line.</summary>
    public string Line(XElement? element) => string.Join(' ', Paragraphs(element));

    /// <summary>Code keeps its lines; the indentation of the comment around it goes.</summary>
    public static string Code(XElement element)
    {
        string[] lines = element.Value.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        int margin = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length >= margin ? line[margin..].TrimEnd() : "")).TrimEnd('\n');
    }

    private string Item(XElement item)
    {
        string term = item.Element("term") is { } named ? Squeeze(Inline(named)) + ": " : "";
        XElement body = item.Element("description") ?? item;
        return "- " + term + Squeeze(Inline(body));
    }

    private string Inline(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "seealso" } see => Reference(see),
        XElement { Name.LocalName: "paramref" or "typeparamref" } name => (string?)name.Attribute("name") ?? "",
        XElement element => string.Concat(element.Nodes().Select(Inline)),
        _ => "",
    };

    private string Reference(XElement see)
    {
        if (see.Nodes().Any())
        {
            return string.Concat(see.Nodes().Select(Inline));
        }

        if ((string?)see.Attribute("langword") is { } word)
        {
            return word is "true" or "false" or "null" ? "$" + word : word;
        }

        string target = (string?)see.Attribute("cref") ?? (string?)see.Attribute("href") ?? "";
        if (target.Length < 2 || target[1] != ':')
        {
            return target;
        }

        if (target[0] == 'T' && commandOfType(target[2..]) is { } command)
        {
            return command;
        }

        string name = target[(target.LastIndexOf('.') + 1)..];
        return target[0] == 'P' ? "-" + name : name;
    }

    private static string Squeeze(string text) => White().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
