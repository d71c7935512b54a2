using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Finds hub users by what people call them: hub user id, login, mail, objectGUID or entryUUID, extension id, user principal name,
/// sAMAccountName or distinguished name. The last three are looked up in an index that is read once, when first needed. A display name is none
/// of these, since several people may bear one; who bears it is told.
/// </summary>
public sealed class PersonLookup
{
    private readonly IHubReader _hub;
    private readonly UnknownPerson _unknown;
    private Dictionary<string, string>? _names;

    /// <summary>Makes the lookup.</summary>
    public PersonLookup(IHubReader hub) => (_hub, _unknown) = (hub, new UnknownPerson(hub));

    /// <summary>The person; throws <c>HubUserNotFound</c>, with who may have been meant, or <c>HubUserAmbiguous</c>.</summary>
    public async Task<HubUser> FindAsync(string name, CancellationToken cancellationToken = default) =>
        await FindOrNullAsync(name, cancellationToken).ConfigureAwait(false) ?? throw await _unknown.ExplainAsync(name, cancellationToken).ConfigureAwait(false);

    /// <summary>The person, or null where nobody is called so; throws <c>HubUserAmbiguous</c>.</summary>
    public async Task<HubUser?> FindOrNullAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        string text = name.Trim();
        string? key = MatchKey.Of(text);
        string id = Guid.TryParse(text, out Guid guid) ? guid.ToString("D") : text;
        return await ById(id).ConfigureAwait(false)
            ?? await One(new Filter<HubUser>().Equal(row => row.LoginKey, key)).ConfigureAwait(false)
            ?? await One(new Filter<HubUser>().Equal(row => row.MailKey, key)).ConfigureAwait(false)
            ?? await ByApp(id).ConfigureAwait(false)
            ?? await ByName(key).ConfigureAwait(false);

        Task<HubUser?> ById(string userId) => _hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, userId), cancellationToken);

        async Task<HubUser?> One(Filter<HubUser> filter)
        {
            if (key is null)
            {
                return null;
            }

            IReadOnlyList<HubUser> found = await _hub.ListAsync(filter.Take(2), cancellationToken).ConfigureAwait(false);
            return found.Count > 1
                ? throw new RingCentralAdException("HubUserAmbiguous", ErrorKind.Conflict, $"Several people in the hub are called '{name}'.", "Use the login or the hub user id.", name)
                : found.Count == 0 ? null : found[0];
        }

        async Task<HubUser?> ByApp(string appKey)
        {
            IReadOnlyList<AppUserLink> links = await _hub.ListAsync(new Filter<AppUserLink>().Equal(row => row.Key, appKey).NotNull(row => row.UserId).Take(2), cancellationToken).ConfigureAwait(false);
            return links.Count == 1 ? await ById(links[0].UserId!).ConfigureAwait(false) : null;
        }

        async Task<HubUser?> ByName(string? nameKey)
        {
            _names ??= await ReadNamesAsync(cancellationToken).ConfigureAwait(false);
            return nameKey is not null && _names.TryGetValue(nameKey, out string? userId) ? await ById(userId).ConfigureAwait(false) : null;
        }
    }

    private async Task<Dictionary<string, string>> ReadNamesAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        HashSet<string> several = new(StringComparer.Ordinal);
        await foreach (AppUser user in _hub.ReadAsync(new Filter<AppUser>().NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false))
        {
            if (user.SystemId == Ids.RingCentral)
            {
                continue;
            }

            foreach (string? text in (string?[])[user.Place, user.Attributes.Text("userPrincipalName"), user.Attributes.Text("sAMAccountName"), user.Attributes.Text("uid")])
            {
                if (MatchKey.Of(text) is { } key && !names.TryAdd(key, user.UserId!) && names[key] != user.UserId)
                {
                    several.Add(key);
                }
            }
        }

        foreach (string key in several)
        {
            names.Remove(key);
        }

        return names;
    }
}
