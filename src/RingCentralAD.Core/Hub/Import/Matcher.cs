using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>What was found for one app user.</summary>
/// <param name="Kind">How well it matches; None means a new person.</param>
/// <param name="User">The one hub user it belongs to; null where there is none or several.</param>
/// <param name="Candidates">The hub users it may be.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Match(MatchKind Kind, HubUser? User, IReadOnlyList<string> Candidates, string? Reason = null, string? Remedy = null);

/// <summary>
/// Finds the hub users that a batch of app users may belong to. Exact: mail or login agrees. Partial: first and last name agree and,
/// besides, the employee number or the local part of the mail. Never by a number or a name alone.
/// </summary>
internal sealed class Matcher
{
    private readonly string _systemId;
    private readonly ILookup<string?, HubUser> _byLogin;
    private readonly ILookup<string?, HubUser> _byMail;
    private readonly ILookup<string?, HubUser> _byName;
    private readonly ILookup<string, AppUser> _appUsers;
    private readonly ILookup<string, AppUserMail> _sameMail;
    private readonly IReadOnlyDictionary<string, ImportMatch> _waiting;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _takenMails = new(StringComparer.Ordinal);

    private Matcher(string systemId, IEnumerable<HubUser> users, ILookup<string, AppUser> appUsers, Newcomers batch)
    {
        _systemId = systemId;
        HubUser[] candidates = [.. users.DistinctBy(user => user.Id)];
        _byLogin = candidates.ToLookup(user => user.LoginKey, StringComparer.Ordinal);
        _byMail = candidates.ToLookup(user => user.MailKey, StringComparer.Ordinal);
        _byName = candidates.ToLookup(user => user.NameKey, StringComparer.Ordinal);
        _appUsers = appUsers;
        _sameMail = batch.SameMail;
        _waiting = batch.Waiting;
    }

    /// <summary>Reads the candidates for a batch.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="systemId">The directory.</param>
    /// <param name="batch">The app users.</param>
    /// <param name="signs">What tells that nobody is there of a name with a second sign; null where all namesakes are to be read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Matcher> LoadAsync(
        IHubReader hub, string systemId, Newcomers batch, KnownSigns? signs, CancellationToken cancellationToken)
    {
        string[] logins = Keys(profile => profile.Text("login"));
        string[] mails = Keys(profile => profile.Text("email"));
        string[] names = Keys(profile => MayHold(profile) ? NameOf(profile) : null);
        List<HubUser> users = [];
        await Add(new Filter<HubUser>().In<string?>(row => row.LoginKey, logins)).ConfigureAwait(false);
        await Add(new Filter<HubUser>().In<string?>(row => row.MailKey, mails)).ConfigureAwait(false);
        await Add(new Filter<HubUser>().In<string?>(row => row.NameKey, names)).ConfigureAwait(false);
        ILookup<string, AppUser> appUsers = await People.AppUsersAsync(hub, [.. users.Select(user => user.Id).Distinct()], cancellationToken).ConfigureAwait(false);
        return new Matcher(systemId, users, appUsers, batch);

        bool MayHold(AttributeSet profile) => signs?.MayHold(
            MatchKey.Of(NameOf(profile)), MatchKey.Of(profile.Text("employeeNumber")), MatchKey.Of(profile.Text("email"))) != false;

        string[] Keys(Func<AttributeSet, string?> value) =>
            [.. batch.People.Select(item => MatchKey.Of(value(item.Profile.Values))).OfType<string>().Distinct(StringComparer.Ordinal)];

        async Task Add(Filter<HubUser> filter) =>
            users.AddRange(await hub.ListAsync(filter, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The app users of a candidate.</summary>
    public IEnumerable<AppUser> AppUsersOf(string userId) => _appUsers[userId];

    /// <summary>Whether somebody said no to this app user.</summary>
    public bool IsDenied(string key) => _waiting.GetValueOrDefault(key)?.Denied == true;

    /// <summary>Whether this app user waits already.</summary>
    public bool WasWaiting(string key) => _waiting.ContainsKey(key);

    /// <summary>Since when it waits; null where it does not.</summary>
    public DateTimeOffset? WaitingSince(string key) => _waiting.GetValueOrDefault(key)?.FoundAt;

    /// <summary>Notes that a login and a mail address are used by this batch.</summary>
    public void Take(AttributeSet profile)
    {
        if (MatchKey.Of(profile.Text("email")) is { } mail)
        {
            _takenMails.Add(mail);
        }

        if (MatchKey.Of(profile.Text("login")) is { } key)
        {
            _taken.Add(key);
        }
    }

    /// <summary>Finds whom an app user belongs to.</summary>
    public Match Find(AppUser source, AttributeSet profile)
    {
        if (Twin(source) is { } twin)
        {
            return new Match(
                MatchKind.Ambiguous, null, twin.UserId is null ? [] : [twin.UserId], $"mail {source.Attributes.Text("mail")} is also on {twin.Place}",
                "Give each of them an address of their own in Active Directory.");
        }

        string? login = MatchKey.Of(profile.Text("login"));
        string? mail = MatchKey.Of(profile.Text("email"));
        HubUser[] exact = [.. Under(_byLogin, login).Concat(Under(_byMail, mail)).DistinctBy(user => user.Id)];
        if (exact.Length > 1)
        {
            return Several(exact, $"login {profile.Text("login")} or mail {profile.Text("email")} belongs to several people: {string.Join(", ", exact.Select(user => user.Login))}");
        }

        if (exact.Length == 1)
        {
            return Exact(exact[0], source, profile);
        }

        if (login is not null && _taken.Contains(login))
        {
            return Several([], $"login {profile.Text("login")} was given to somebody else in this import");
        }

        if (mail is not null && _takenMails.Contains(mail))
        {
            return Several([], $"mail {profile.Text("email")} was given to somebody else in this import");
        }

        HubUser[] partial =
        [
            .. Under(_byName, MatchKey.Of(NameOf(profile)))
                .Where(user => SecondSign(user, profile) is not null && !HasPresent(user) && !OtherPerson.NumbersDiffer(user, _appUsers[user.Id], source, profile)),
        ];
        return partial.Length switch
        {
            0 => new Match(MatchKind.None, null, []),
            1 => new Match(MatchKind.Partial, partial[0], [partial[0].Id], $"name and {SecondSign(partial[0], profile)} agree with {partial[0].Login}"),
            _ => Several(partial, $"several people are called {NameOf(profile)}"),
        };
    }

    private Match Exact(HubUser user, AppUser source, AttributeSet profile)
    {
        AppUser? old = _appUsers[user.Id].FirstOrDefault(other => other.SystemId == _systemId && other.Key != source.Key);
        if (old is not null && IsPresent(old))
        {
            return Several([user], $"{user.Login} is linked to {old.Place}");
        }

        if (old is null && Elsewhere(user, source, profile) is { } doubt)
        {
            return doubt;
        }

        bool samePerson = old is null || IsSamePerson(user, old, source, profile);
        return samePerson
            ? new Match(MatchKind.Exact, user, [user.Id])
            : Several([user], $"mail {profile.Text("email")} belonged to {user.Name}, who is gone; neither employee number nor login says that this is the same person");
    }

    /// <summary>
    /// Why an address or login that somebody of another directory has does not say that this is the same person; null where it does. Two forests
    /// may give one login, or one shared address, to two people, and an address of one who is gone may have been given away.
    /// </summary>
    private Match? Elsewhere(HubUser user, AppUser source, AttributeSet profile)
    {
        AppUser[] others = [.. _appUsers[user.Id].Where(other => other.SystemId != _systemId && other.SystemId != Ids.RingCentral)];
        if (others.Length == 0)
        {
            return null;
        }

        string place = (others.FirstOrDefault(IsPresent) ?? others[0]).Place;
        if (!others.Any(IsPresent))
        {
            return others.Any(old => IsSamePerson(user, old, source, profile))
                ? null
                : Several([user], $"mail {profile.Text("email")} belonged to {user.Name} ({place}), who is gone; neither employee number nor login says that this is the same person");
        }

        return OtherPerson.Says(user, others, source, profile) is { } sign
            ? Several([user], $"{(Agree(user.MailKey, MatchKey.Of(profile.Text("email"))) ? $"mail {profile.Text("email")}" : $"login {profile.Text("login")}")} belongs to {user.Name} ({place}) too, but {sign}") with
            {
                Remedy = "If this is the same person, link them with Confirm-ImportMatch. If not, give one of them another address or login, or this directory another user name format (Set-AdDirectory -UserNameFormat).",
            }
            : null;
    }

    /// <summary>
    /// A new person may have inherited the address of one who left: only the same number or login says that it is the same person. A login
    /// that is the address says no more than the address; then the directory's own logon names do. Numbers that differ say no.
    /// </summary>
    private static bool IsSamePerson(HubUser user, AppUser old, AppUser source, AttributeSet profile)
    {
        string? before = user.EmployeeKey ?? Key(old, "employeeNumber");
        string? now = MatchKey.Of(profile.Text("employeeNumber")) ?? Key(source, "employeeNumber");
        if (before is not null && now is not null)
        {
            return before == now;
        }

        string? login = MatchKey.Of(profile.Text("login"));
        return (login != MatchKey.Of(profile.Text("email")) && Agree(user.LoginKey, login))
            || Agree(Key(old, "userPrincipalName"), Key(source, "userPrincipalName"))
            || Agree(Key(old, "uid"), Key(source, "uid"));

        static string? Key(AppUser entry, string attribute) => MatchKey.Of(entry.Attributes.Text(attribute));
    }

    private static bool IsPresent(AppUser other) => other.State == AppUserState.Present;

    private AppUserMail? Twin(AppUser source) =>
        source.MailKey is null
            ? null
            : _sameMail[source.MailKey].FirstOrDefault(other => other.Key != source.Key && other is { State: AppUserState.Present, InScope: true, Enabled: true });

    private bool HasPresent(HubUser user) =>
        _appUsers[user.Id].Any(other => other.SystemId == _systemId && IsPresent(other));

    private static Match Several(IEnumerable<HubUser> users, string reason) => new(MatchKind.Ambiguous, null, [.. users.Select(user => user.Id)], reason);

    private static IEnumerable<HubUser> Under(ILookup<string?, HubUser> users, string? key) => key is null ? [] : users[key];

    private static string? SecondSign(HubUser user, AttributeSet profile)
    {
        if (Agree(user.EmployeeKey, MatchKey.Of(profile.Text("employeeNumber"))))
        {
            return "employee number";
        }

        return Agree(LocalPart(user.MailKey), LocalPart(MatchKey.Of(profile.Text("email")))) ? "the local part of the mail address" : null;
    }

    private static string? LocalPart(string? mail) => mail?.Split('@')[0];

    private static string? NameOf(AttributeSet profile) => PersonName.Of(profile.Text("firstName"), profile.Text("lastName"), "");

    private static bool Agree(string? left, string? right) => left is not null && left == right;
}
