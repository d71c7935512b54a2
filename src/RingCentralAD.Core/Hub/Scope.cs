using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Decides from the replica whether a person is in the scope of their directory: containers, exclusions and groups, all by key.</summary>
public sealed class Scope
{
    private readonly DirectorySettings _settings;
    private readonly IReadOnlyDictionary<string, string?> _parents;
    private readonly IReadOnlySet<string>? _members;

    /// <summary>Makes the decision for one directory.</summary>
    /// <param name="settings">Its scope.</param>
    /// <param name="parents">Each container's parent, by key.</param>
    /// <param name="members">Keys of all in the scope's groups; null where the scope names no group.</param>
    public Scope(DirectorySettings settings, IReadOnlyDictionary<string, string?> parents, IReadOnlySet<string>? members)
    {
        _settings = settings;
        _parents = parents;
        _members = members;
    }

    /// <summary>Whether a person with this key in this container is in scope.</summary>
    public bool Contains(string key, string? parentKey)
    {
        bool inBase = _settings.SearchBases.Count == 0;
        for (string? at = parentKey; at is not null; at = _parents.GetValueOrDefault(at))
        {
            if (_settings.ExcludedBases.Contains(at, StringComparer.Ordinal))
            {
                return false;
            }

            inBase |= _settings.SearchBases.Contains(at, StringComparer.Ordinal);
        }

        return inBase && (_members is null || _members.Contains(key));
    }
}
