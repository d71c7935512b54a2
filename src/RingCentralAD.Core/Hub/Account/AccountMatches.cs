using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Finds the hub users that a batch of extensions may belong to: exact by the hub's id that they carry, by mail or login; partial by name.</summary>
internal sealed class AccountMatches
{
    private readonly IReadOnlyList<HubUser> _users;
    private readonly HashSet<string> _linked;
    private readonly HashSet<string> _assigned;
    private readonly Dictionary<string, ImportMatch> _waiting;
    private readonly ILookup<string, AppUser> _sameMail;
    private readonly IReadOnlySet<string> _carried;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private AccountMatches(
        IReadOnlyList<HubUser> users, HashSet<string> linked, HashSet<string> assigned, Dictionary<string, ImportMatch> waiting, ILookup<string, AppUser> sameMail, IReadOnlySet<string> carried)
    {
        _users = users;
        _linked = linked;
        _assigned = assigned;
        _waiting = waiting;
        _sameMail = sameMail;
        _carried = carried;
    }

    /// <summary>Reads whom a batch may belong to.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="extensions">The batch.</param>
    /// <param name="carried">The hub's ids that extensions without a link carry: those of this batch and of all others.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<AccountMatches> LoadAsync(
        IHubReader hub, IReadOnlyCollection<AppUser> extensions, IReadOnlySet<string> carried, CancellationToken cancellationToken)
    {
        string[] mails = [.. extensions.Select(extension => extension.MailKey).OfType<string>().Distinct()];
        string[] hubIds = [.. extensions.Select(HubId).OfType<string>().Distinct()];
        string[] names = [.. extensions.Select(NameKey).OfType<string>().Distinct()];
        Dictionary<string, HubUser> users = new(StringComparer.Ordinal);
        foreach (Filter<HubUser> filter in (Filter<HubUser>[])
        [
            new Filter<HubUser>().In(row => row.Id, hubIds),
            new Filter<HubUser>().In<string?>(row => row.MailKey, mails),
            new Filter<HubUser>().In<string?>(row => row.LoginKey, mails),
            new Filter<HubUser>().In<string?>(row => row.NameKey, names),
        ])
        {
            foreach (HubUser user in await hub.ListAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                users[user.Id] = user;
            }
        }

        string[] ids = [.. users.Keys];
        IReadOnlyList<AppUserLink> links = await hub.ListAsync(
            new Filter<AppUserLink>().Equal(row => row.SystemId, Ids.RingCentral).In<string?>(row => row.UserId, ids), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Assignment> assignments = await hub.ListAsync(new Filter<Assignment>().In<string?>(row => row.UserId, ids), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ImportMatch> waiting = await hub.ListAsync(
            new Filter<ImportMatch>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.Key, [.. extensions.Select(extension => extension.Key)]), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AppUser> sameMail = await hub.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).In<string?>(row => row.MailKey, mails), cancellationToken).ConfigureAwait(false);
        return new AccountMatches(
            [.. users.Values],
            [.. links.Select(link => link.UserId!)],
            [.. assignments.Select(assignment => assignment.UserId!)],
            waiting.ToDictionary(match => match.Key, StringComparer.Ordinal),
            sameMail.Where(user => user.State == AppUserState.Present).ToLookup(user => user.MailKey!, StringComparer.Ordinal),
            carried);
    }

    public bool IsDenied(string key) => _waiting.GetValueOrDefault(key)?.Denied == true;

    public bool IsAssigned(string userId) => _assigned.Contains(userId);

    public DateTimeOffset? WaitingSince(string key) => _waiting.GetValueOrDefault(key)?.FoundAt;

    public Match Find(AppUser extension)
    {
        if (HubId(extension) is { } id && _users.FirstOrDefault(user => user.Id == id) is { } owner)
        {
            return _linked.Contains(id) || !_taken.Add(id)
                ? Ambiguous([owner], $"it carries the hub's id of {owner.Login}, who is linked to another extension")
                : new Match(MatchKind.Exact, owner, [id]);
        }

        HubUser[] exact = [.. _users.Where(user => extension.MailKey is { } mail && (user.MailKey == mail || user.LoginKey == mail))];
        if (exact.Length == 1 && _sameMail[extension.MailKey!].Any(other => other.Key != extension.Key))
        {
            return Ambiguous(exact, $"mail {extension.Attributes.Text("email")} is on several extensions");
        }

        if (exact.Length > 1)
        {
            return Ambiguous(exact, $"mail {extension.Attributes.Text("email")} belongs to several people of the hub");
        }

        if (exact.Length == 1 && _carried.Contains(exact[0].Id))
        {
            return Ambiguous(exact, $"another extension carries the hub's id of {exact[0].Login}");
        }

        if (exact.Length == 1)
        {
            return _linked.Contains(exact[0].Id) || !_taken.Add(exact[0].Id)
                ? Ambiguous(exact, $"{exact[0].Login} is linked to another extension")
                : new Match(MatchKind.Exact, exact[0], [exact[0].Id]);
        }

        HubUser[] partial = [.. _users.Where(user => NameKey(extension) is { } name && user.NameKey == name && !_linked.Contains(user.Id))];
        return partial.Length switch
        {
            0 => new Match(MatchKind.None, null, []),
            1 => new Match(MatchKind.Partial, partial[0], [partial[0].Id], $"the name agrees with {partial[0].Login}, the mail address does not"),
            _ => Ambiguous(partial, $"several people are called {extension.Place}"),
        };
    }

    private static Match Ambiguous(IEnumerable<HubUser> users, string reason) => new(MatchKind.Ambiguous, null, [.. users.Select(user => user.Id)], reason);

    /// <summary>The hub's id that an extension carries; null where it carries none.</summary>
    public static string? HubId(AppUser extension) => extension.Attributes.Text(AccountAppUsers.HubIdAttribute);

    private static string? NameKey(AppUser extension) =>
        MatchKey.Of(PersonName.Of(extension.Attributes.Text("firstName"), extension.Attributes.Text("lastName"), ""));
}
