using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Finds out who else has the mail address of an imported person who is to become a new one. Reads mappings once: it is for one command.</summary>
/// <param name="hub">The hub.</param>
/// <param name="time">The clock.</param>
public sealed class SharedMail(IHubReader hub, TimeProvider time)
{
    private const int Shown = 5;

    private ProfileBuilder? _builder;

    /// <summary>
    /// Who shares the address and what follows, in words; null where nobody does, the person is no longer waiting, or somebody has their login:
    /// confirming them then fails anyway, and says so itself.
    /// </summary>
    public async Task<string?> WarningAsync(ImportMatch match, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(match);
        AppUser? source = await hub.FindAsync(new Filter<AppUser>().Equal(row => row.SystemId, match.SystemId).Equal(row => row.Key, match.Key), cancellationToken).ConfigureAwait(false);
        if (source is not { UserId: null })
        {
            return null;
        }

        _builder ??= await ProfileBuilder.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false);
        AttributeSet profile = ProfileOf(source);
        string? mail = profile.Text("email");
        string? login = MatchKey.Of(profile.Text("login"));
        IReadOnlyList<HubUser> known = await KnownAsync(MatchKey.Of(mail), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AppUser> waiting = await WaitingAsync(source, source.MailKey ?? MatchKey.Of(mail), cancellationToken).ConfigureAwait(false);
        if (known.Count + waiting.Count == 0 || (login is not null && known.Any(user => user.LoginKey == login)))
        {
            return null;
        }

        int sameLogin = login is null ? 0 : waiting.Count(other => MatchKey.Of(ProfileOf(other).Text("login")) == login);
        string[] others = [.. known.Select(static user => $"{user.Name} ({user.Login}, in the hub)"), .. waiting.Select(static other => $"{other.Place} (not in the hub)")];
        string[] sentences =
        [
            $"{match.Person} shares the mail address {mail} with {string.Join(" and ", others.Take(Shown))}{(others.Length > Shown ? $" and {others.Length - Shown} more" : "")}.",
            sameLogin == 0 ? "" : "The hub takes a login once: whoever of them has the same is refused once this one has it (HubLoginTaken).",
            sameLogin == others.Length ? "" : "RingCentral takes an address once: while several of them are in the hub, none of them is given an account that they do not have yet (RcDuplicateMail).",
            "Give each of them an address of their own and import again, or leave the rest alone with Deny-ImportMatch.",
        ];
        return string.Join(' ', sentences.Where(static sentence => sentence.Length > 0));
    }

    private AttributeSet ProfileOf(AppUser source) => _builder!.Build(AttributeSet.Empty, AttributeSet.Empty, [source]).Values;

    private async Task<IReadOnlyList<HubUser>> KnownAsync(string? key, CancellationToken cancellationToken) =>
        key is null ? [] : await hub.ListAsync(new Filter<HubUser>().Equal(row => row.MailKey, key), cancellationToken).ConfigureAwait(false);

    /// <summary>Who is not in the hub yet, of this kind of system: somebody of a directory and the extension with their address are one person. Whoever was denied does not become one of the hub.</summary>
    private async Task<IReadOnlyList<AppUser>> WaitingAsync(AppUser source, string? key, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return [];
        }

        string[] systems = source.SystemId == Ids.RingCentral ? [Ids.RingCentral] : [.. _builder!.Directories.Select(static entry => entry.Id)];
        List<AppUser> waiting = [];
        foreach (string system in systems)
        {
            IReadOnlyList<AppUser> people = await hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, system).Equal(row => row.MailKey, key), cancellationToken).ConfigureAwait(false);
            AppUser[] others = [.. people.Where(other => other is { UserId: null, State: AppUserState.Present, InScope: true, Enabled: true } && (system, other.Key) != (source.SystemId, source.Key))];
            IReadOnlyList<ImportMatch> denied = others.Length == 0 ? [] : await hub.ListAsync(
                new Filter<ImportMatch>().Equal(row => row.SystemId, system).In(row => row.Key, [.. others.Select(static other => other.Key)]).Equal(row => row.Denied, true), cancellationToken).ConfigureAwait(false);
            waiting.AddRange(others.ExceptBy(denied.Select(static match => match.Key), static other => other.Key).OrderBy(static other => other.Place, StringComparer.Ordinal));
        }

        return waiting;
    }
}
