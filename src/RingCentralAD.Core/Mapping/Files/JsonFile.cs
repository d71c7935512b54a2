using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>Reads a JSON file that people write too: every part of it knows its line.</summary>
internal static class JsonFile
{
    private const int LongestFile = 10_000_000;

    /// <summary>What is in the file.</summary>
    /// <param name="text">Its content.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="errorId">The id of what is thrown where it is no JSON.</param>
    /// <param name="remedy">What to do then.</param>
    public static JToken Parse(string text, string file, string errorId, string remedy)
    {
        if (text.Length > LongestFile)
        {
            throw Invalid(1, "", "", "the file is longer than 10 MB, which no such file is.");
        }

        try
        {
            using StringReader source = new(text);
            using JsonTextReader reader = new(source) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Double };
            JToken root = JToken.ReadFrom(reader, new JsonLoadSettings { LineInfoHandling = LineInfoHandling.Load, DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            while (reader.Read())
            {
                // A comment may follow; anything else is refused by Read itself.
            }

            return root;
        }
        catch (JsonReaderException error)
        {
            JsonPlace place = JsonPlace.Find(text, error.LineNumber, error.LinePosition);
            throw Invalid(place.Line, error.Path ?? "", place.ToString(), place.AtEnd ? "this is no JSON: more must follow." : "this is no JSON.", error);
        }

        RingCentralAdException Invalid(int line, string property, string column, string what, Exception? inner = null) =>
            new(errorId, ErrorKind.Data, $"{MappingFileErrors.Place(file, line, property)}{column}: {what}", remedy, file, inner);
    }
}
