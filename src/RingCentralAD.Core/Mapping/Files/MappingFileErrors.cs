using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>What is wrong with a file of mappings, with file, line and property.</summary>
internal static class MappingFileErrors
{
    public static RingCentralAdException Invalid(string file, JToken place, string what, string? remedy = null) =>
        Invalid(file, LineOf(place), place.Path, what, remedy);

    public static RingCentralAdException Invalid(string file, int line, string property, string what, string? remedy = null) => new(
        "MappingFileInvalid", ErrorKind.Data, $"{Place(file, line, property)}: {what}", remedy ?? "Correct the file; Export-AttributeMapping shows the form.", file);

    /// <summary>A mapping of the file that the hub refuses, with its place before the reason.</summary>
    public static RingCentralAdException Refused(string file, FileMapping mapping, RingCentralAdException reason) => new(
        reason.ErrorId, reason.Kind, $"{Place(file, mapping.Line, mapping.Property)}: {reason.Message}", reason.Remedy, reason.Target ?? file, reason);

    public static string Place(string file, int line, string property) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}") + (property.Length == 0 ? "" : $", {property}");

    public static int LineOf(JToken token) => token is IJsonLineInfo info && info.HasLineInfo() ? info.LineNumber : 1;
}
