using System.Text.Json;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// How far a directory was read, and what the changes that are stored already still ask for: it is stored with them, so that whoever
/// is killed in between does not lose it. The position moves only when everything that it led to is durable.
/// </summary>
internal sealed record ImportCursor
{
    // More than this are no list to keep: everybody is looked at instead.
    private const int Most = 2000;

    /// <summary>Where the next incremental import goes on; null where only a full one will do.</summary>
    public ChangePosition? Position { get; init; }

    /// <summary>The scope by which the people of the replica were last looked at.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Keys of containers that moved or were renamed: the people below get another place, and perhaps another scope.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>Keys of people and groups who came into a group or left one, where the scope asks for groups.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Keys of people whom the directory does not report although what was read of them changed.</summary>
    public IReadOnlyList<string> Again { get; init; } = [];

    /// <summary>Names that entries no longer have; other people's values may still hold them.</summary>
    public IReadOnlyList<string> OldPlaces { get; init; } = [];

    /// <summary>Everybody is to be looked at.</summary>
    public bool Everybody { get; init; }

    /// <summary>The cursor in a directory's row; an empty one where there is none, or none that can be read.</summary>
    public static ImportCursor Parse(string? json)
    {
        try
        {
            return json is null ? new ImportCursor() : JsonSerializer.Deserialize<ImportCursor>(json) ?? new ImportCursor();
        }
        catch (JsonException)
        {
            return new ImportCursor();
        }
    }

    /// <summary>The cursor as a directory's row keeps it.</summary>
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>The same with more to do.</summary>
    public ImportCursor With(ImportCursor more)
    {
        ImportCursor all = this with
        {
            Containers = [.. Containers.Union(more.Containers, StringComparer.Ordinal)],
            Members = [.. Members.Union(more.Members, StringComparer.Ordinal)],
            Again = [.. Again.Union(more.Again, StringComparer.Ordinal)],
            OldPlaces = [.. OldPlaces.Union(more.OldPlaces, StringComparer.Ordinal)],
            Everybody = Everybody || more.Everybody,
        };
        return all.Members.Count > Most || all.Containers.Count > Most
            ? all with { Members = [], Containers = [], Everybody = true }
            : all;
    }

    /// <summary>Whether the other asks for nothing that this one does not.</summary>
    public bool Covers(ImportCursor more) =>
        (Everybody || (!more.Everybody && !more.Containers.Except(Containers, StringComparer.Ordinal).Any() && !more.Members.Except(Members, StringComparer.Ordinal).Any()))
        && !more.Again.Except(Again, StringComparer.Ordinal).Any()
        && !more.OldPlaces.Except(OldPlaces, StringComparer.Ordinal).Any();
}
