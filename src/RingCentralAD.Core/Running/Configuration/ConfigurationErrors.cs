using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What is wrong with a configuration file, with file, line and property.</summary>
internal static class ConfigurationErrors
{
    public const string InvalidId = "ConfigurationFileInvalid";

    public static RingCentralAdException Invalid(string file, JToken place, string what, string? remedy = null) =>
        new(InvalidId, ErrorKind.Data, $"{Place(file, place)}: {what}", remedy ?? "Correct the file; Export-RcConfiguration shows the form.", file);

    /// <summary>A secret in the file; it is not repeated.</summary>
    public static RingCentralAdException Secret(string file, JToken place, string what, string? remedy) => new(
        "ConfigurationSecret", ErrorKind.Security, $"{Place(file, place)}: {what}; no secret belongs into the file.",
        remedy ?? "Take it out of the file and out of its history, make a new one, and name its place instead: vault:, file:, env: or credential:.", file);

    /// <summary>Something that the hub refuses, with its place before the reason.</summary>
    public static RingCentralAdException Refused(string file, JToken place, RingCentralAdException reason) => new(
        reason.ErrorId, reason.Kind, $"{Place(file, place)}: {reason.Message}", reason.Remedy, reason.Target ?? file, reason);

    /// <summary>Something to warn of, with its place before it.</summary>
    public static string Warning(string file, JToken place, string what) => $"{Place(file, place)}: {what}";

    private static string Place(string file, JToken place) => MappingFileErrors.Place(file, MappingFileErrors.LineOf(place), place.Path);
}
