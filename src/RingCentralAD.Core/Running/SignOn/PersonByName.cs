using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Whom a typed name means.</summary>
/// <param name="Outcome">Null where it is one person with an account; else why not.</param>
internal sealed record NamedPerson(CredentialOutcome? Outcome)
{
    /// <summary>The hub user, where the name is one person's.</summary>
    public HubUser? User { get; init; }

    /// <summary>The directory of the person's account.</summary>
    public DirectoryEntry? Directory { get; init; }

    /// <summary>The login was enough: no directory was searched.</summary>
    public bool ByLogin { get; init; }

    /// <summary>The account's key there.</summary>
    public string? Key { get; init; }

    /// <summary>Why not, where the outcome alone does not tell.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it, where the outcome alone does not tell.</summary>
    public string? Remedy { get; init; }
}

/// <summary>
/// Finds who is meant by a login, mail address, user principal name, sAMAccountName, uid or DOMAIN\name: by indexes of the hub, and of the directories
/// for the names that the hub need not hold. A login is one person's; any other name that several people have is nobody's.
/// </summary>
internal sealed class PersonByName(IHubReader hub, CredentialDirectories directories)
{
    private const int Longest = 256;

    /// <summary>Finds the person.</summary>
    public async Task<NamedPerson> FindAsync(string name, CancellationToken cancellationToken)
    {
        string text = name.Trim();
        IReadOnlyList<DirectoryEntry> entries = await directories.ListAsync(cancellationToken).ConfigureAwait(false);
        if (text.Length > Longest || MatchKey.Of(text) is not { } key)
        {
            return new NamedPerson(CredentialOutcome.NotInHub);
        }

        int slash = text.IndexOf('\\', StringComparison.Ordinal);
        string? domain = slash < 0 ? null : text[..slash];
        if (domain is null && await ByLoginAsync(key, cancellationToken).ConfigureAwait(false) is { } user)
        {
            return await OfUserAsync(user, cancellationToken).ConfigureAwait(false) with { ByLogin = true };
        }

        HashSet<AppUserLink> links = domain is null ? await ByMailAsync(entries, key, cancellationToken).ConfigureAwait(false) : [];
        HashSet<string> users = [.. links.Select(static link => link.UserId!)];
        if (domain is null)
        {
            users.UnionWith((await hub.ListAsync(new Filter<HubUser>().Equal(row => row.MailKey, key).AnyOrder().Take(3), cancellationToken).ConfigureAwait(false)).Select(static row => row.Id));
        }

        (IReadOnlyList<AppUserLink> found, RingCentralAdException? unavailable) = await SearchAsync(domain, text[(slash + 1)..], cancellationToken).ConfigureAwait(false);
        links.UnionWith(found);
        users.UnionWith(links.Select(static link => link.UserId!));
        return users.Count switch
        {
            > 1 => new NamedPerson(CredentialOutcome.Ambiguous),
            1 => await OfUserAsync(await ByIdAsync(users.Single(), cancellationToken).ConfigureAwait(false), links, cancellationToken).ConfigureAwait(false),
            _ when unavailable is not null => new NamedPerson(CredentialOutcome.DirectoryUnavailable) { Reason = unavailable.Message },
            _ => new NamedPerson(CredentialOutcome.NotInHub),
        };
    }

    /// <summary>
    /// Asks the directories what a login made it needless to ask: done before an answer that is no success, so that it takes as long as with a name
    /// that is nobody's.
    /// </summary>
    public async Task CatchUpAsync(NamedPerson person, string name, CancellationToken cancellationToken)
    {
        if (person.ByLogin)
        {
            await SearchAsync(null, name.Trim(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The account of a person who is known already.</summary>
    public Task<NamedPerson> OfUserAsync(HubUser user, CancellationToken cancellationToken) => OfUserAsync(user, [], cancellationToken);

    /// <summary>The account by which the person was found, else the one in the directory that masters the profile first.</summary>
    private async Task<NamedPerson> OfUserAsync(HubUser? user, IReadOnlyCollection<AppUserLink> found, CancellationToken cancellationToken)
    {
        if (user is null)
        {
            return new NamedPerson(CredentialOutcome.NotInHub);
        }

        string id = user.Id;
        IReadOnlyList<DirectoryEntry> entries = await directories.ListAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<AppUserLink> links = found.Count > 0 ? found : await hub.ListAsync(new Filter<AppUserLink>().In(row => row.UserId, [id]), cancellationToken).ConfigureAwait(false);
        AppUserLink[] present = [.. links.Where(link => link.State == AppUserState.Present && entries.Any(entry => entry.Id == link.SystemId))];
        if (present.Length == 0)
        {
            return new NamedPerson(CredentialOutcome.NotInHub) { User = user, Reason = $"{user.Name} has no account in a directory that passwords can be checked against." };
        }

        AppUserLink account = present.Length == 1 ? present[0] : await FirstAsync(present, entries, cancellationToken).ConfigureAwait(false);
        return new NamedPerson((CredentialOutcome?)null) { User = user, Directory = entries.First(entry => entry.Id == account.SystemId), Key = account.Key };
    }

    private async Task<AppUserLink> FirstAsync(AppUserLink[] links, IReadOnlyList<DirectoryEntry> entries, CancellationToken cancellationToken)
    {
        List<string> masters = [.. (await hub.ListAsync<ProfileMaster>(cancellationToken: cancellationToken).ConfigureAwait(false)).Where(static master => master.Enabled).OrderBy(static master => master.Priority).Select(static master => master.System)];
        List<string> order = [.. masters.Concat(entries.Select(static entry => entry.Id))];
        return links.MinBy(link => order.IndexOf(link.SystemId))!;
    }

    private Task<HubUser?> ByIdAsync(string id, CancellationToken cancellationToken) => hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, id), cancellationToken);

    private Task<HubUser?> ByLoginAsync(string key, CancellationToken cancellationToken) => hub.FindAsync(new Filter<HubUser>().Equal(row => row.LoginKey, key), cancellationToken);

    /// <summary>By the address that a directory has for a linked entry: the hub's own may be another one.</summary>
    private async Task<HashSet<AppUserLink>> ByMailAsync(IReadOnlyList<DirectoryEntry> entries, string key, CancellationToken cancellationToken)
    {
        HashSet<AppUserLink> links = [];
        foreach (DirectoryEntry entry in entries)
        {
            string[] keys = [.. (await hub.ListAsync(new Filter<AppUserMail>().Equal(row => row.SystemId, entry.Id).Equal(row => row.MailKey, key).AnyOrder().Take(5), cancellationToken).ConfigureAwait(false)).Select(static mail => mail.Key)];
            links.UnionWith(await ByKeysAsync(entry, keys, cancellationToken).ConfigureAwait(false));
        }

        return links;
    }

    /// <summary>The linked entries that the directories have under a name; and why one of them could not be asked.</summary>
    private async Task<(IReadOnlyList<AppUserLink> Found, RingCentralAdException? Unavailable)> SearchAsync(string? domain, string name, CancellationToken cancellationToken)
    {
        List<AppUserLink> found = [];
        RingCentralAdException? unavailable = null;
        foreach (DirectoryEntry entry in await directories.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                IReadOnlyList<string> keys = await directories.UseAsync(
                    entry, directory => domain is null || directory.IsCalled(domain) ? directory.FindKeysAsync(name, cancellationToken) : Task.FromResult<IReadOnlyList<string>>([]), cancellationToken).ConfigureAwait(false);
                found.AddRange(await ByKeysAsync(entry, keys, cancellationToken).ConfigureAwait(false));
            }
            catch (RingCentralAdException error)
            {
                unavailable ??= error;
            }
        }

        return (found, unavailable);
    }

    private async Task<IEnumerable<AppUserLink>> ByKeysAsync(DirectoryEntry entry, IReadOnlyList<string> keys, CancellationToken cancellationToken) => keys.Count == 0
        ? []
        : (await hub.ListAsync(new Filter<AppUserLink>().Equal(row => row.SystemId, entry.Id).In(row => row.Key, keys), cancellationToken).ConfigureAwait(false))
            .Where(static link => link.UserId is not null && link.State == AppUserState.Present);
}
