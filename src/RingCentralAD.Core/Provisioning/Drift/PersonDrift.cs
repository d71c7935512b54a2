using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What differs of linked people between the account, as a trial of the hub has just read it, and the hub.</summary>
internal sealed class PersonDrift
{
    /// <summary>What RingCentral owns: the hub takes it over by itself, so that only what is new is told.</summary>
    private static readonly (string Attribute, DriftKind Kind)[] s_owned =
        [("extensionNumber", DriftKind.Number), ("directNumber", DriftKind.Number), ("type", DriftKind.Type)];

    private readonly IHubStore _hub;
    private readonly IHubStore _trial;
    private readonly Dictionary<string, AppUser> _gone;
    private readonly AccountValues _values;
    private readonly DiffEngine _engine;
    private readonly AssignmentView _assignments;
    private readonly HubSurroundings _surroundings;
    private readonly TakeOver _takeOver;

    private PersonDrift(
        IHubStore hub, IHubStore trial, IReadOnlyList<AppUser> gone, AccountValues values, DiffEngine engine, AssignmentView assignments, HubSurroundings surroundings, TakeOver takeOver)
    {
        _hub = hub;
        _trial = trial;
        _gone = gone.ToDictionary(extension => extension.Key, StringComparer.Ordinal);
        _values = values;
        _engine = engine;
        _assignments = assignments;
        _surroundings = surroundings;
        _takeOver = takeOver;
    }

    /// <summary>Reads rules and assignments.</summary>
    public static async Task<PersonDrift> LoadAsync(
        IHubStore hub, IHubStore trial, AccountFacts facts, IReadOnlyList<AppUser> gone, TimeProvider time, CancellationToken cancellationToken)
    {
        MappingCatalog mappings = await MappingCatalog.LoadAsync(trial, time, cancellationToken).ConfigureAwait(false);
        ProvisioningOptions everything = (await trial.GetAsync<ProvisioningOptions>(cancellationToken).ConfigureAwait(false)) with
        {
            UpdateUserAttributes = true, DeactivateUsers = true, ReactivateUsers = true, Renumber = true,
        };
        return new PersonDrift(
            hub,
            trial,
            gone,
            new AccountValues(facts.Dictionaries),
            new DiffEngine(mappings, everything, facts.Dictionaries),
            await AssignmentView.LoadAsync(trial, cancellationToken).ConfigureAwait(false),
            await HubSurroundings.LoadAsync(trial, mappings.Names, mappings.Asks(MappingDirection.HubToRc), cancellationToken).ConfigureAwait(false),
            await TakeOver.LoadAsync(trial, facts.Dictionaries, time, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The differences of these people.</summary>
    public async Task<IReadOnlyList<AccountDrift>> OfAsync(string[] ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<HubUser> users = await _trial.ListAsync(new Filter<HubUser>().In(row => row.Id, ids), cancellationToken).ConfigureAwait(false);
        ILookup<string, AppUser> appUsers = (await _trial.ListAsync(new Filter<AppUser>().In<string?>(row => row.UserId, ids), cancellationToken).ConfigureAwait(false)).ToLookup(user => user.UserId!, StringComparer.Ordinal);
        Dictionary<string, AppUser> before = (await _hub.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).In<string?>(row => row.UserId, ids), cancellationToken).ConfigureAwait(false))
            .DistinctBy(user => user.UserId).ToDictionary(user => user.UserId!, StringComparer.Ordinal);
        IReadOnlyDictionary<string, PersonSurroundings> seen = await _surroundings.OfAsync(users, appUsers, cancellationToken).ConfigureAwait(false);
        ILookup<string, DriftChoice> choices = (await _trial.ListAsync(new Filter<DriftChoice>().In(row => row.UserId, ids), cancellationToken).ConfigureAwait(false)).ToLookup(choice => choice.UserId, StringComparer.Ordinal);
        SentValues sent = await SentValues.LoadAsync(_trial, ids, cancellationToken).ConfigureAwait(false);
        List<AccountDrift> drifts = [];
        foreach (HubUser user in users)
        {
            AppUser[] own = [.. appUsers[user.Id]];
            AppUser account = own.First(app => app.SystemId == Ids.RingCentral);
            Subject subject = new(user, account, before.GetValueOrDefault(user.Id), own, [.. choices[user.Id]]);
            if (account.State == AppUserState.Gone || _gone.ContainsKey(account.Key))
            {
                drifts.Add(Gone(subject, _gone.GetValueOrDefault(account.Key, account)));
                continue;
            }

            PersonView view = new(user, account, OwnerOrder.SourceOf(own), _assignments.IsAssigned(user.Id), _assignments.IsLost(user.Id), seen[user.Id]);
            AccountDrift[] values = [.. Values(subject, _engine.Diff(view), sent)];
            drifts.AddRange(values);
            drifts.AddRange(Owned(subject).Where(owned => !values.Any(value => value.Attribute == owned.Attribute)));
        }

        return drifts;
    }

    private IEnumerable<AccountDrift> Values(Subject subject, PersonDiff diff, SentValues sent)
    {
        IEnumerable<AttributeChange> changes = diff.WantedNumber is { } number
            ? [.. diff.Changes, new AttributeChange("extensionNumber", subject.Account.Attributes.Text("extensionNumber"), number)]
            : diff.Changes;
        Country? country = _values.FindCountry(subject.Account.Attributes.Text("country"));
        foreach (AttributeChange change in changes)
        {
            SentValue? last = sent.Find(subject.User.Id, change.Attribute);
            bool hubChanged = last is not null && last.Value != change.After;
            if (hubChanged && _values.Same(change.Attribute, last!.Value, change.Before, country))
            {
                // Only the hub has changed since: that is no drift, and the next run sends it.
                continue;
            }

            DriftChoice? choice = subject.Choices.FirstOrDefault(one => one.Attribute == change.Attribute);
            bool stands = choice is not null && choice.HubValue == change.After && choice.AccountValue == change.Before;
            yield return Row(subject, change.Attribute == "status" ? DriftKind.Status : change.Attribute == "extensionNumber" ? DriftKind.Number : DriftKind.Value) with
            {
                Attribute = change.Attribute,
                HubValue = change.After,
                AccountValue = change.Before,
                LastWinner = choice?.Choice == DriftAnswer.TakeOver ? "RingCentral" : last is null ? null : "Hub",
                LastWonAt = choice?.Choice == DriftAnswer.TakeOver ? choice.SaidAt : last?.At,
                MasteredBy = _takeOver.MasterOf(change.Attribute, subject.AppUsers),
                Choice = stands && choice!.Choice != DriftAnswer.TakeOver ? choice.Choice : null,
                Detail = Detail(last, hubChanged, stands ? choice : null),
                Remedy = "Pipe the row to Invoke-RcProvisioning to push it, or to Compare-RcAccount -Choose TakeOver or Leave.",
            };
        }
    }

    private static IEnumerable<AccountDrift> Owned(Subject subject) =>
        from owned in s_owned
        let known = subject.Before?.Attributes.Text(owned.Attribute)
        let now = subject.Account.Attributes.Text(owned.Attribute)
        where known is not null && known != now
        select Row(subject, owned.Kind) with
        {
            Attribute = owned.Attribute,
            HubValue = known,
            AccountValue = now,
            LastWinner = "RingCentral",
            LastWonAt = subject.Before!.ReadAt,
            Detail = "RingCentral owns it: the next run takes it over into the hub.",
        };

    private static AccountDrift Gone(Subject subject, AppUser extension) => Row(subject, DriftKind.Gone) with
    {
        AccountValue = extension.Attributes.Text("status") == "Unassigned" ? "Unassigned" : null,
        LastWonAt = extension.ReadAt,
        Detail = "The link ends in the next run, under the guard; the extension is made again only on a person's word.",
        Remedy = "Look at Get-RcOperation -State Held after the next run, then Approve-RcOperation or Deny-RcOperation.",
    };

    private static string Detail(SentValue? last, bool hubChanged, DriftChoice? choice) => (choice?.Choice, last) switch
    {
        (DriftAnswer.Leave, _) => $"Left alone until one side changes, as {choice!.SaidBy} said.",
        (DriftAnswer.Push, _) => "The next run pushes it, as was said.",
        (_, null) => "The hub has never sent this value. The next run sends it.",
        _ when hubChanged => "Both sides have changed since. The next run sends the hub's value.",
        (_, { Times: > 1 }) => "It was put back once already: it waits for a word.",
        _ => "The next run puts it back, once.",
    };

    private static AccountDrift Row(Subject subject, DriftKind kind) => new()
    {
        Kind = kind,
        Person = subject.User.Name,
        HubUserId = subject.User.Id,
        Login = subject.User.Login,
        Email = subject.User.Email,
        ExtensionId = subject.Account.Key,
        ExtensionNumber = subject.Account.Attributes.Text("extensionNumber"),
        Detail = "",
    };

    private sealed record Subject(HubUser User, AppUser Account, AppUser? Before, IReadOnlyList<AppUser> AppUsers, IReadOnlyList<DriftChoice> Choices);
}
