using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Brings mappings out of a file into the hub, all of them or none: every mapping is held to the rules of a saved one, and what is refused says
/// file, line and property.
/// </summary>
public sealed class MappingImport
{
    private readonly IHubStore _hub;
    private readonly List<MappingChange> _changes = [];
    private readonly List<RingCentralAdException> _refusals = [];
    private readonly List<string> _warnings = [];

    private MappingImport(IHubStore hub) => _hub = hub;

    /// <summary>What the import does, in the order of the file; removals at the end.</summary>
    public IReadOnlyList<MappingChange> Changes => _changes;

    /// <summary>What is refused; the import does nothing unless this is empty.</summary>
    public IReadOnlyList<RingCentralAdException> Refusals => _refusals;

    /// <summary>What to warn of.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Reads a file and holds it to the hub.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="text">The file's content.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="choice">What of it is wanted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">MappingFileInvalid.</exception>
    public static async Task<MappingImport> ReadAsync(IHubStore hub, string text, string file, MappingImportChoice choice, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(choice);
        MappingImport import = new(hub);
        List<string> leftOut = [];
        IReadOnlyList<FileMapping> mappings = MappingFileReader.Read(text, file, choice.Direction, leftOut);
        import._warnings.AddRange(leftOut);
        IReadOnlyList<DirectoryEntry> directories = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        MappingRules rules = await MappingRules.LoadAsync(hub, cancellationToken).ConfigureAwait(false);
        import.Plan([.. mappings.Where(mapping => choice.Wants(mapping.Mapping))], file, directories, rules, choice.Replace);
        return import;
    }

    /// <summary>Saves what the plan says; nothing where anything was refused.</summary>
    public Task SaveAsync(CancellationToken cancellationToken = default) => _refusals.Count > 0
        ? throw new InvalidOperationException("An import with refusals is not saved.")
        : new MappingEditor(_hub).SaveAsync(
            [.. _changes.Where(change => change.Action is MappingChangeAction.Added or MappingChangeAction.Changed).Select(change => change.After!)],
            [.. _changes.Where(change => change.Action == MappingChangeAction.Removed).Select(change => change.Before!)],
            cancellationToken);

    private void Plan(IReadOnlyList<FileMapping> mappings, string file, IReadOnlyList<DirectoryEntry> directories, MappingRules rules, bool replace)
    {
        Dictionary<(MappingDirection, string, string), FileMapping> wanted = [];
        foreach (FileMapping one in mappings)
        {
            try
            {
                FileMapping placed = one with { Mapping = Placed(one, directories) };
                if (!wanted.TryAdd(Key(placed.Mapping), placed))
                {
                    throw new RingCentralAdException(
                        "MappingFileInvalid", ErrorKind.Data, $"{one.Mapping.Direction} {one.Mapping.Target} is in the file twice; first in line {wanted[Key(placed.Mapping)].Line}.", "Take one of them out.");
                }
            }
            catch (RingCentralAdException error)
            {
                _refusals.Add(MappingFileErrors.Refused(file, one, error));
            }
        }

        Dictionary<(MappingDirection, string, string), AttributeMapping> saved = rules.Saved.ToDictionary(Key);
        AttributeMapping[] removed = [.. replace ? saved.Where(pair => wanted.Values.Any(one => one.Mapping.Direction == pair.Key.Item1) && !wanted.ContainsKey(pair.Key)).Select(pair => pair.Value) : []];
        AttributeMapping[] afterwards = [.. saved.Where(pair => !wanted.ContainsKey(pair.Key)).Select(pair => pair.Value).Except(removed), .. wanted.Values.Select(one => one.Mapping)];
        foreach (FileMapping one in wanted.Values)
        {
            try
            {
                _warnings.AddRange(rules.Check(one.Mapping, afterwards).Select(warning => $"{MappingFileErrors.Place(file, one.Line, one.Property)}: {warning}"));
                Add(saved.GetValueOrDefault(Key(one.Mapping)), one.Mapping, directories);
            }
            catch (RingCentralAdException error)
            {
                _refusals.Add(MappingFileErrors.Refused(file, one, error));
            }
        }

        foreach (AttributeMapping old in removed)
        {
            Add(old, null, directories);
        }
    }

    /// <summary>The mapping with the directory's id for its name, and with Okta's name of a directory's attribute turned into the directory's own.</summary>
    private static AttributeMapping Placed(FileMapping one, IReadOnlyList<DirectoryEntry> directories)
    {
        AttributeMapping mapping = one.Mapping;
        if (one.FromOkta && mapping.Direction == MappingDirection.HubToAd)
        {
            return mapping with { Target = directories.Select(entry => entry.Settings.Names.GetValueOrDefault(mapping.Target)).FirstOrDefault(name => name is not null) ?? mapping.Target };
        }

        if (mapping.DirectoryId.Length == 0)
        {
            return mapping;
        }

        if (mapping.Direction is MappingDirection.HubToRc or MappingDirection.RcToHub or MappingDirection.HubToSso)
        {
            throw new RingCentralAdException("MappingFileInvalid", ErrorKind.Data, $"{mapping.Direction} belongs to no directory.", "Take \"directory\" out.");
        }

        DirectoryEntry entry = directories.FirstOrDefault(entry => string.Equals(entry.Name, mapping.DirectoryId, StringComparison.OrdinalIgnoreCase))
            ?? throw new RingCentralAdException("DirectoryNotFound", ErrorKind.NotFound, $"The hub has no directory '{mapping.DirectoryId}'.", "Connect it with Connect-AdDirectory, or take \"directory\" out of the file.");
        return mapping with { DirectoryId = entry.Id };
    }

    private void Add(AttributeMapping? before, AttributeMapping? after, IReadOnlyList<DirectoryEntry> directories) => _changes.Add(new MappingChange
    {
        Action = before is null ? MappingChangeAction.Added : after is null ? MappingChangeAction.Removed : before == after ? MappingChangeAction.Same : MappingChangeAction.Changed,
        Direction = (after ?? before)!.Direction,
        Target = (after ?? before)!.Target,
        Directory = directories.FirstOrDefault(entry => entry.Id == (after ?? before)!.DirectoryId)?.Name,
        Before = before,
        After = after,
    });

    private static (MappingDirection, string, string) Key(AttributeMapping mapping) => (mapping.Direction, mapping.DirectoryId, mapping.Target);
}

/// <summary>What of a file is imported.</summary>
/// <param name="Direction">Only this direction, and the direction of an Okta mapping that does not say it; null for all.</param>
/// <param name="Target">Whether a target is wanted.</param>
/// <param name="Replace">Mappings of the file's directions that the file does not have are taken away.</param>
public sealed record MappingImportChoice(MappingDirection? Direction, Func<string, bool> Target, bool Replace)
{
    /// <summary>Whether a mapping is wanted.</summary>
    public bool Wants(AttributeMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return (Direction is null || mapping.Direction == Direction) && Target(mapping.Target);
    }
}
