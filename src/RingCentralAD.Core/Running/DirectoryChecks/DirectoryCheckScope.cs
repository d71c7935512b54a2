using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The scope of a directory, read from the directory itself: before an import the hub knows nothing of it. Keeps keys only.</summary>
internal sealed class DirectoryCheckScope
{
    private readonly DirectorySettings _settings;
    private readonly Dictionary<string, string?> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _primary = new(StringComparer.Ordinal);
    private readonly List<string> _unknown = [];
    private HashSet<string>? _inGroups;
    private HashSet<long> _primaryInGroups = [];
    private IReadOnlySet<string>? _filtered;

    private DirectoryCheckScope(DirectorySettings settings) => _settings = settings;

    /// <summary>How many groups the directory shows.</summary>
    public int Groups { get; private set; }

    /// <summary>Groups whose members may not be seen, by name.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>Keys that the scope names and the directory does not have.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>Reads it.</summary>
    /// <param name="directory">The open directory.</param>
    /// <param name="settings">What the scope is.</param>
    /// <param name="filtered">Keys of the people whom the scope's filter takes; null where it names no filter.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<DirectoryCheckScope> ReadAsync(IDirectory directory, DirectorySettings settings, IReadOnlySet<string>? filtered, CancellationToken cancellationToken)
    {
        DirectoryCheckScope scope = new(settings) { _filtered = filtered };
        await foreach (DirectoryContainer container in directory.ReadContainersAsync(cancellationToken).ConfigureAwait(false))
        {
            scope._parents[container.Key] = container.ParentKey;
        }

        HashSet<string> groups = new(StringComparer.Ordinal);
        await foreach (DirectoryGroup group in directory.ReadGroupsAsync(cancellationToken).ConfigureAwait(false))
        {
            groups.Add(group.Key);
            scope.Add(group);
        }

        scope.Missing = [.. settings.SearchBases.Concat(settings.ExcludedBases).Where(key => !scope._parents.ContainsKey(key)), .. settings.Groups.Where(key => !groups.Contains(key))];
        scope.Follow();
        return scope;
    }

    /// <summary>Whether a person is in scope.</summary>
    public bool Contains(AppUser person)
    {
        bool inBase = _settings.SearchBases.Count == 0;
        for (string? at = person.ParentKey; at is not null; at = _parents.GetValueOrDefault(at))
        {
            if (_settings.ExcludedBases.Contains(at, StringComparer.Ordinal))
            {
                return false;
            }

            inBase |= _settings.SearchBases.Contains(at, StringComparer.Ordinal);
        }

        return inBase && (_filtered is null || _filtered.Contains(person.Key)) &&
            (_inGroups is null || _inGroups.Contains(person.Key) || person.PrimaryGroupId is { } id && _primaryInGroups.Contains(id));
    }

    private void Add(DirectoryGroup group)
    {
        Groups++;
        if (group.Members is null)
        {
            _unknown.Add(group.Name);
        }
        else if (_settings.Groups.Count > 0)
        {
            _members[group.Key] = group.Members;
        }

        if (group.PrimaryGroupId is { } id)
        {
            _primary[group.Key] = id;
        }
    }

    private void Follow()
    {
        if (_settings.Groups.Count == 0)
        {
            return;
        }

        _inGroups = new HashSet<string>(_settings.Groups, StringComparer.Ordinal);
        Stack<string> open = new(_settings.Groups);
        while (open.TryPop(out string? group))
        {
            foreach (string member in _members.GetValueOrDefault(group, []))
            {
                if (_inGroups.Add(member))
                {
                    open.Push(member);
                }
            }
        }

        _primaryInGroups = [.. _primary.Where(pair => _inGroups.Contains(pair.Key)).Select(pair => pair.Value)];
        _members.Clear();
    }
}
