using System.Text;
using System.Xml;

namespace RingCentralAD.Core.SignOn;

/// <summary>
/// Reads XML from strangers: no document type, no entities but XML's own five, nothing fetched, nothing larger, deeper or richer than a message is,
/// no comments or instructions, which would make one text of two readings.
/// </summary>
internal static class SafeXml
{
    /// <summary>The most characters that a message has.</summary>
    public const int MessageLimit = 64 * 1024;

    /// <summary>The most characters that a metadata file has.</summary>
    private const int MetadataLimit = 1024 * 1024;

    private const int MaxDepth = 24;
    private const int MaxNodes = 4_000;
    private const int MaxAttributes = 24;
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The document of a message's bytes; throws <c>SamlMessageInvalid</c>.</summary>
    public static XmlDocument Read(ReadOnlySpan<byte> utf8) => Read(utf8, MessageLimit, file: false);

    /// <summary>The document of a metadata file, without its comments.</summary>
    public static XmlDocument ReadFile(ReadOnlySpan<byte> utf8) => Read(utf8, MetadataLimit, file: true);

    private static XmlDocument Read(ReadOnlySpan<byte> utf8, int limit, bool file)
    {
        try
        {
            return Read(s_strict.GetString(utf8).TrimStart('\uFEFF'), limit, file);
        }
        catch (DecoderFallbackException)
        {
            throw SamlErrors.Invalid("it is not UTF-8");
        }
    }

    private static XmlDocument Read(string text, int limit, bool file)
    {
        if (text.Length > limit)
        {
            throw SamlErrors.Invalid("it is too large");
        }

        try
        {
            Measure(text, limit, file);
            XmlDocument document = new() { PreserveWhitespace = true, XmlResolver = null };
            using XmlReader reader = Reader(text, limit, file);
            document.Load(reader);
            CheckIds(document);
            return document;
        }
        catch (XmlException)
        {
            throw SamlErrors.Invalid("it is not well-formed XML, or holds a document type");
        }
    }

    private static XmlReader Reader(string text, int limit, bool file) => XmlReader.Create(new StringReader(text), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limit,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = file,
        IgnoreProcessingInstructions = file,
        CloseInput = true,
    });

    // Before anything is built of it: canonicalization goes as deep as the document does.
    private static void Measure(string text, int limit, bool file)
    {
        using XmlReader reader = Reader(text, limit, file);
        for (int nodes = 0; reader.Read(); nodes++)
        {
            if (reader.NodeType is XmlNodeType.Comment or XmlNodeType.ProcessingInstruction or XmlNodeType.CDATA)
            {
                throw SamlErrors.Invalid("it holds a comment, an instruction or a CDATA section");
            }

            if (nodes > MaxNodes || reader.Depth > MaxDepth || reader.AttributeCount > MaxAttributes)
            {
                throw SamlErrors.Invalid("it is too large");
            }
        }
    }

    // A reference by id must mean one element, whoever looks it up.
    private static void CheckIds(XmlDocument document)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (XmlAttribute attribute in document.SelectNodes("//@*")!)
        {
            if (attribute.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase) && !ids.Add(attribute.Value))
            {
                throw SamlErrors.Invalid("two elements have the same ID");
            }
        }
    }
}
