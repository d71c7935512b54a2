using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Warns of a write-back's attribute that no directory is known to have: it may be right all the same, since a schema can grow after it was read.
/// </summary>
internal sealed class WriteBackNames
{
    private readonly IReadOnlyList<DirectoryEntry> _directories;
    private readonly IReadOnlyDictionary<string, DirectorySchema> _schemas;

    /// <summary>Learns the directories, and their schemas by their ids as far as they were read.</summary>
    public WriteBackNames(IReadOnlyList<DirectoryEntry> directories, IReadOnlyDictionary<string, DirectorySchema> schemas) => (_directories, _schemas) = (directories, schemas);

    /// <summary>The schemas that the hub keeps of directories.</summary>
    public static async Task<IReadOnlyDictionary<string, DirectorySchema>> SchemasAsync(IHubReader hub, IEnumerable<DirectoryEntry> directories, CancellationToken cancellationToken)
    {
        Dictionary<string, DirectorySchema> schemas = new(StringComparer.Ordinal);
        foreach (DirectoryEntry entry in directories)
        {
            schemas[entry.Id] = await DirectorySchemas.GetAsync(hub, entry.Id, cancellationToken).ConfigureAwait(false);
        }

        return schemas;
    }

    /// <summary>What to warn of; nothing where one of the mapping's directories is known to have the attribute.</summary>
    public IEnumerable<string> Warnings(AttributeMapping mapping)
    {
        DirectoryEntry[] concerned = [.. _directories.Where(entry => mapping.DirectoryId.Length == 0 || mapping.DirectoryId == entry.Id)];
        string[] known = [.. Known(concerned).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (known.Contains(mapping.Target, StringComparer.OrdinalIgnoreCase))
        {
            yield break;
        }

        string question = Question(mapping.Target, [.. known.Where(static name => !WriteBackTargets.IsRefused(name))]);
        string whose = concerned.Length == 0 ? "" : $" of {string.Join(", ", concerned.Select(static entry => entry.Name))}";
        string look = concerned.Length == 0 ? "" : $" Get-HubAttribute -System {PromptText.Quoted(concerned[0].Name)} lists them.";
        yield return $"{mapping.Target} is not among the known attributes{whose}. {question}A name that the directory does not have fails at each write.{look}";
    }

    private IEnumerable<string> Known(DirectoryEntry[] concerned)
    {
        DirectoryEntry[] unread = [.. concerned.Where(entry => SchemaOf(entry) is null)];
        IEnumerable<string> usual = unread.Length > 0 || concerned.Length == 0 ? AppUserNames.Usual : [];
        return usual.Concat(unread.SelectMany(static entry => entry.Settings.Names.Values.Concat(entry.ReadAttributes)))
            .Concat(concerned.SelectMany(entry => SchemaOf(entry)?.Attributes ?? []).Select(static attribute => attribute.Name));
    }

    private DirectorySchema? SchemaOf(DirectoryEntry entry) => _schemas.GetValueOrDefault(entry.Id) is { ReadAt: not null } schema ? schema : null;

    /// <summary>The near name; else the one whose first words are near, as "telphone" is to those of telephoneNumber.</summary>
    private static string Question(string name, string[] known)
    {
        if (Nearest.Question(name, known) is { Length: > 0 } question)
        {
            return question;
        }

        Dictionary<string, string> beginnings = new(StringComparer.OrdinalIgnoreCase);
        foreach (string candidate in AppUserNames.Usual.Where(usual => known.Contains(usual, StringComparer.OrdinalIgnoreCase)).Concat(known))
        {
            int end = candidate.AsSpan().LastIndexOfAnyInRange('A', 'Z');
            if (end >= 5)
            {
                beginnings.TryAdd(candidate[..end], candidate);
            }
        }

        return Nearest.Of(name, beginnings.Keys) is { } near ? $"Did you mean {beginnings[near]}? " : "";
    }
}
