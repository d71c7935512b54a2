using System.Reflection;
using System.Xml.Linq;

namespace RingCentralAD.HelpWriter.Reading;

/// <summary>What the compiler wrote beside each assembly about its members.</summary>
internal sealed class XmlDocs
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _read = [];

    public XElement? Type(Type type) => Member(type.Assembly, "T:" + Id(type));

    public XElement? Field(Type type, string name) => Member(type.Assembly, $"F:{Id(type)}.{name}");

    /// <summary>A property's comment; where it says inheritdoc, that of the base class.</summary>
    public XElement? Property(Type declaring, string name)
    {
        for (Type? type = declaring; type is not null; type = type.BaseType)
        {
            if (Member(type.Assembly, $"P:{Id(type)}.{name}") is { } found && found.Element("inheritdoc") is null)
            {
                return found;
            }
        }

        return null;
    }

    private XElement? Member(Assembly assembly, string id)
    {
        if (!_read.TryGetValue(assembly, out Dictionary<string, XElement>? members))
        {
            _read[assembly] = members = Read(Path.ChangeExtension(assembly.Location, ".xml"));
        }

        return members.GetValueOrDefault(id);
    }

    private static Dictionary<string, XElement> Read(string file) => !File.Exists(file)
        ? []
        : XDocument.Load(file, LoadOptions.PreserveWhitespace)
            .Descendants("member")
            .Where(member => member.Attribute("name") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value);

    private static string Id(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
}
