using System.Globalization;
using System.Xml;

namespace RingCentralAD.Core.SignOn;

/// <summary>Reads a request as its schema orders it (saml-schema-protocol-2.0): elements it does not know, or out of their order, are refused.</summary>
internal sealed class MessageReader
{
    private const int MaxText = 1024;
    private readonly XmlElement _root;
    private readonly List<XmlElement> _children;
    private int _next;

    private MessageReader(XmlElement root)
    {
        _root = root;
        _children = ChildrenOf(root);
    }

    /// <summary>The request's id.</summary>
    public string Id => Needed("ID");

    /// <summary>Whom it is from.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset IssueInstant => SamlTime.Read(Needed("IssueInstant"), "IssueInstant");

    /// <summary>Begins a message: checks its root, version and id, and reads whom it is from. A signature and extensions are passed over.</summary>
    public static MessageReader Of(XmlDocument document, string element)
    {
        XmlElement root = document.DocumentElement!;
        if (root.LocalName != element || root.NamespaceURI != SamlNames.Protocol)
        {
            throw SamlErrors.Invalid($"it is no {element}");
        }

        MessageReader reader = new(root);
        if (reader.Needed("Version") != "2.0")
        {
            throw SamlErrors.Invalid("its version is not 2.0");
        }

        if (!IsName(reader.Id))
        {
            throw SamlErrors.Invalid("its ID is no name");
        }

        XmlElement issuer = reader.Take("Issuer", SamlNames.Assertion) ?? throw SamlErrors.Invalid("it has no Issuer");
        if (issuer.GetAttribute("Format") is { Length: > 0 } format && format != SamlNames.Entity)
        {
            throw SamlErrors.Invalid("its Issuer is of another format");
        }

        reader.Issuer = Text(issuer);
        reader.Take("Signature", SamlNames.Signature);
        reader.Take("Extensions", SamlNames.Protocol);
        return reader;
    }

    /// <summary>An attribute; null where it is not there.</summary>
    public string? Attribute(string name) => Attribute(_root, name);

    /// <summary>A flag of the root.</summary>
    public bool Flag(string name) => Attribute(name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => throw SamlErrors.Invalid($"{name} is neither true nor false"),
    };

    /// <summary>A number of the root; null where it is not there.</summary>
    public int? Number(string name) => Attribute(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw SamlErrors.Invalid($"{name} is no number");

    /// <summary>The next element, if it is this one.</summary>
    public XmlElement? Take(string name, string space) =>
        _next < _children.Count && _children[_next].LocalName == name && _children[_next].NamespaceURI == space ? _children[_next++] : null;

    /// <summary>Nothing more is there.</summary>
    public void End()
    {
        if (_next < _children.Count)
        {
            throw SamlErrors.Invalid($"an element {Shown(_children[_next].LocalName)} is not expected there");
        }
    }

    /// <summary>An element's children.</summary>
    public static List<XmlElement> ChildrenOf(XmlElement element)
    {
        List<XmlElement> children = [];
        foreach (XmlNode node in element.ChildNodes)
        {
            if (node is XmlElement child)
            {
                children.Add(child);
            }
            else if (!string.IsNullOrWhiteSpace(node.Value))
            {
                throw SamlErrors.Invalid($"there is text in {Shown(element.LocalName)}");
            }
        }

        return children;
    }

    /// <summary>The text of an element that has nothing but text.</summary>
    public static string Text(XmlElement element)
    {
        string text = element.InnerText.Trim();
        return element.ChildNodes.OfType<XmlElement>().Any() || text.Length is 0 or > MaxText || text.Any(char.IsControl)
            ? throw SamlErrors.Invalid($"{Shown(element.LocalName)} holds no usable text")
            : text;
    }

    /// <summary>An attribute of an element; null where it is not there.</summary>
    public static string? Attribute(XmlElement element, string name) => element.HasAttribute(name) ? element.GetAttribute(name) : null;

    private string Needed(string name) => Attribute(name) is { Length: > 0 and <= 256 } value ? value : throw SamlErrors.Invalid($"{name} is missing or too long");

    private static bool IsName(string id)
    {
        try
        {
            XmlConvert.VerifyNCName(id);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static string Shown(string name) => name.Length > 40 ? name[..40] : name;
}
