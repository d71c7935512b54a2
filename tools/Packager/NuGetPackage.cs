using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace RingCentralAD.Packager;

/// <summary>
/// The package as Publish-PSResource sends it: the module's files at its root, a nuspec made of the manifest, and what the Open Packaging
/// Conventions ask for. Entries are sorted and have one time, so that the same input gives the same bytes.
/// </summary>
internal static class NuGetPackage
{
    private const int ReadableByAll = 0b110_100_100;
    private static readonly XNamespace s_nuspec = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";
    private static readonly XNamespace s_types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace s_relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace s_core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace s_dublin = "http://purl.org/dc/elements/1.1/";
    private static readonly DateTimeOffset s_time = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(string path, Manifest manifest, IReadOnlyDictionary<string, byte[]> files)
    {
        const string Properties = "package/services/metadata/core-properties/RingCentralAD.psmdcp";
        SortedDictionary<string, byte[]> entries = new(StringComparer.Ordinal);
        foreach ((string name, byte[] content) in files)
        {
            entries[name] = content;
        }

        string nuspec = manifest.Name + ".nuspec";
        entries[nuspec] = Xml(Nuspec(manifest));
        entries[Properties] = Xml(CoreProperties(manifest));
        entries["_rels/.rels"] = Xml(Relations(nuspec, Properties));
        entries["[Content_Types].xml"] = Xml(ContentTypes(entries.Keys));
        using FileStream file = File.Create(path);
        using ZipArchive archive = new(file, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in entries)
        {
            ZipArchiveEntry entry = archive.CreateEntry(Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal), CompressionLevel.SmallestSize);
            entry.LastWriteTime = s_time;
            entry.ExternalAttributes = ReadableByAll << 16;
            using Stream stream = entry.Open();
            stream.Write(content);
        }
    }

    private static XElement Nuspec(Manifest manifest) => new(
        s_nuspec + "package",
        new XElement(
            s_nuspec + "metadata",
            new XElement(s_nuspec + "id", manifest.Name),
            new XElement(s_nuspec + "version", manifest.Version),
            new XElement(s_nuspec + "authors", manifest.Author),
            new XElement(s_nuspec + "owners", manifest.Company),
            new XElement(s_nuspec + "requireLicenseAcceptance", "false"),
            new XElement(s_nuspec + "licenseUrl", manifest.LicenseUri),
            new XElement(s_nuspec + "projectUrl", manifest.ProjectUri),
            new XElement(s_nuspec + "iconUrl", manifest.IconUri),
            new XElement(s_nuspec + "description", manifest.Description),
            new XElement(s_nuspec + "releaseNotes", manifest.ReleaseNotes),
            new XElement(s_nuspec + "copyright", manifest.Copyright),
            new XElement(s_nuspec + "tags", string.Join(' ', manifest.Tags.Append("PSModule").Append("PSIncludes_Cmdlet")))));

    private static XElement CoreProperties(Manifest manifest) => new(
        s_core + "coreProperties",
        new XAttribute(XNamespace.Xmlns + "dc", s_dublin),
        new XElement(s_dublin + "creator", manifest.Author),
        new XElement(s_dublin + "description", manifest.Description),
        new XElement(s_dublin + "identifier", manifest.Name),
        new XElement(s_core + "version", manifest.Version),
        new XElement(s_core + "keywords", string.Join(' ', manifest.Tags)),
        new XElement(s_core + "lastModifiedBy", "RingCentralAD Packager"));

    private static XElement Relations(string nuspec, string properties) => new(
        s_relations + "Relationships",
        Relation("http://schemas.microsoft.com/packaging/2010/07/manifest", nuspec, "R1"),
        Relation("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", properties, "R2"));

    private static XElement Relation(string type, string target, string id) =>
        new(s_relations + "Relationship", new XAttribute("Type", type), new XAttribute("Target", "/" + target), new XAttribute("Id", id));

    private static XElement ContentTypes(IEnumerable<string> names) => new(
        s_types + "Types",
        names.Select(Path.GetExtension).Append(".rels").Distinct().Where(extension => extension!.Length > 1).Order(StringComparer.Ordinal)
            .Select(extension => new XElement(s_types + "Default", new XAttribute("Extension", extension![1..]), new XAttribute("ContentType", TypeOf(extension)))),
        names.Where(name => Path.GetExtension(name).Length <= 1)
            .Select(name => new XElement(s_types + "Override", new XAttribute("PartName", "/" + name), new XAttribute("ContentType", "application/octet"))));

    private static string TypeOf(string extension) => extension switch
    {
        ".rels" => "application/vnd.openxmlformats-package.relationships+xml",
        ".psmdcp" => "application/vnd.openxmlformats-package.core-properties+xml",
        _ => "application/octet",
    };

    private static byte[] Xml(XElement root)
    {
        using MemoryStream bytes = new();
        using (XmlWriter writer = XmlWriter.Create(bytes, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) }))
        {
            root.Save(writer);
        }

        return bytes.ToArray();
    }
}
