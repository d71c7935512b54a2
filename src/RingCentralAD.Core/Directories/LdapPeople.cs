using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Makes app users of entries that a server gave: the same ones however they were found.</summary>
internal sealed class LdapPeople
{
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly LdapContainers _containers;

    public LdapPeople(LdapSession session, LdapDomain domain, LdapContainers containers)
    {
        _session = session;
        _domain = domain;
        _containers = containers;
    }

    /// <summary>The attributes to ask the server for, so that app users carry the given ones.</summary>
    public string[] Asked(IReadOnlyList<string> attributes) =>
        [.. _domain.Profile.Names.Expand(attributes).Concat(_domain.Profile.AlwaysRead).Concat(ChangeMark.Asked(_domain.Profile)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The filter for all people, or for those who are called so.</summary>
    public static string FilterOf(DirectoryProfile profile, IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return profile.PeopleFilter;
        }

        string[] attributes = profile.IsActiveDirectory
            ? ["mail", "userPrincipalName", "sAMAccountName", "distinguishedName"]
            : ["mail", "uid", "entryDN"];
        IEnumerable<LdapFilter> called = names.SelectMany(name => attributes
            .Where(attribute => name.Contains('=', StringComparison.Ordinal) || attribute is not "entryDN").Select(attribute => LdapFilter.Equal(attribute, name)));
        return $"(&{profile.PeopleFilter}{LdapFilter.Or([.. called])})";
    }

    /// <summary>The app user of an entry.</summary>
    /// <param name="factory">Made for the same attributes.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="enabled">Whether the account is enabled.</param>
    /// <param name="now">When it was read.</param>
    /// <param name="parentKey">The key of its container where it is known; else it is found out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<AppUser> CreateAsync(
        AppUserFactory factory, RawEntry entry, bool enabled, DateTimeOffset now, string? parentKey, CancellationToken cancellationToken)
    {
        string key = EntryKey.Of(entry) ?? throw DirectoryErrors.KeyUnreadable(entry.Dn, _domain.Profile.KeyAttribute);
        entry = await WholeAsync(entry, key, cancellationToken).ConfigureAwait(false);
        parentKey ??= await _containers.ParentKeyAsync(entry.Dn, cancellationToken).ConfigureAwait(false);
        return factory.Create(entry, key, parentKey, enabled, now);
    }

    // Active Directory cuts lists of more than 1,500 values on people too.
    private async ValueTask<RawEntry> WholeAsync(RawEntry entry, string key, CancellationToken cancellationToken)
    {
        string[] cut = [.. entry.Attributes.Keys.Where(static name => name.Contains(";range=", StringComparison.OrdinalIgnoreCase) && !name.EndsWith('*'))];
        if (cut.Length == 0)
        {
            return entry;
        }

        Dictionary<string, IReadOnlyList<byte[]>> attributes = new(entry.Attributes, StringComparer.OrdinalIgnoreCase);
        foreach (string name in cut)
        {
            string attribute = name[..name.IndexOf(';', StringComparison.Ordinal)];
            attributes.Remove(name);
            attributes[attribute] = MemberRange.Of(entry, attribute) is { } first
                ? await LdapRanges.ReadRestAsync(_session, key, attribute, first, extendedNames: false, cancellationToken).ConfigureAwait(false)
                    ?? throw DirectoryErrors.ValuesCut(entry.Dn, attribute)
                : throw DirectoryErrors.ValuesCut(entry.Dn, attribute);
        }

        return new RawEntry(entry.Dn, attributes) { From = entry.From };
    }
}
