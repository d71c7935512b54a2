using System.Collections.Immutable;

namespace RingCentralAD.Simulator;

/// <summary>A language of RingCentral's dictionary; the ids are those of its published example.</summary>
public sealed record Language(string Id, string LocaleCode, string Name)
{
    /// <summary>English (United States).</summary>
    public const string English = "1033";

    /// <summary>Every language.</summary>
    public static ImmutableArray<Language> All { get; } = [.. DataFile.Rows("languages").Select(r => new Language(r[0], r[1], r[2]))];

    /// <summary>The language with this id.</summary>
    public static Language? ById(string? id) => All.FirstOrDefault(l => l.Id == id);
}

/// <summary>A time zone of RingCentral's dictionary; ids 51 to 55 and 58 are RingCentral's, the others the simulator's own.</summary>
public sealed record Timezone(string Id, string Name, string Description, string Bias)
{
    /// <summary>Pacific Time (US and Canada).</summary>
    public const string Pacific = "58";

    /// <summary>Every time zone; the bias is minutes from UTC without daylight saving.</summary>
    public static ImmutableArray<Timezone> All { get; } = [.. DataFile.Rows("timezones").Select(r => new Timezone(r[0], r[1], r[2], r[3]))];

    /// <summary>The time zone with this id.</summary>
    public static Timezone? ById(string? id) => All.FirstOrDefault(z => z.Id == id);
}

/// <summary>A place where numbers are had: a city with its area code.</summary>
public sealed record Location(string StateId, string AreaCode, string City)
{
    /// <summary>A few cities of the United States.</summary>
    public static ImmutableArray<Location> All { get; } = [.. DataFile.Rows("locations").Select(r => new Location(r[0], r[1], r[2]))];
}
