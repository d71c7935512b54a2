using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Decides from the replica whether a person is in the scope of their directory: containers, exclusions and groups, all by key, and an
/// LDAP filter.
/// </summary>
internal sealed class Scope
{
    private readonly DirectorySettings _settings;
    private readonly IReadOnlyDictionary<string, string?> _parents;
    private readonly ScopeGroups? _groups;
    private readonly IScopeFilter? _filter;

    /// <summary>Makes the decision for one directory.</summary>
    /// <param name="settings">Its scope.</param>
    /// <param name="parents">Each container's parent, by key.</param>
    /// <param name="groups">The memberships; null where the scope asks for none.</param>
    /// <param name="filter">The LDAP filter; null where there is none.</param>
    public Scope(DirectorySettings settings, IReadOnlyDictionary<string, string?> parents, ScopeGroups? groups, IScopeFilter? filter) =>
        (_settings, _parents, _groups, _filter) = (settings, parents, groups, filter);

    /// <summary>A fingerprint of what a scope asks for: with another one everybody is looked at again.</summary>
    public static string FingerprintOf(DirectorySettings settings) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new object?[] { settings.SearchBases, settings.ExcludedBases, settings.Groups, settings.Filter })))[..16]);

    /// <summary>Reads what the decision about these people needs.</summary>
    public Task PrepareAsync(IReadOnlyCollection<AppUser> people, CancellationToken cancellationToken) =>
        _groups?.PrepareAsync(people, cancellationToken) ?? Task.CompletedTask;

    /// <summary>What was read of groups is outdated.</summary>
    public void ForgetGroups() => _groups?.Forget();

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

        return inBase
            && (_settings.Groups.Count == 0 || _groups!.IsInAny(person, _settings.Groups))
            && (_filter is null || _filter.Matches(person, _groups?.Direct(person) ?? [], () => _groups?.InChain(person) ?? []));
    }
}
