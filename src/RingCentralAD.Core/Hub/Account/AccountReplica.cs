using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Brings the hub's app users of RingCentral up to date with the account's list of extensions and with its numbers.</summary>
public sealed class AccountReplica
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly IAccount _account;
    private readonly RunLog _run;
    private readonly TimeProvider _time;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;

    private AccountReplica(IHubStore hub, IAccount account, RunLog run, TimeProvider time, ProfileBuilder builder, PersonUpdate update)
    {
        _hub = hub;
        _account = account;
        _run = run;
        _time = time;
        _builder = builder;
        _update = update;
    }

    /// <summary>Known extensions that a complete read did not show and that RingCentral does not know when asked, or that are no person's any more.</summary>
    public IReadOnlyList<AppUser> Gone { get; private set; } = [];

    /// <summary>Makes the replica's keeper for one run.</summary>
    public static async Task<AccountReplica> OpenAsync(IHubStore hub, IAccount account, RunLog run, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ProfileBuilder builder = await ProfileBuilder.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DirectoryEntry> directories = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        string[] systems = [Ids.RingCentral, .. directories.Where(entry => entry.Settings.WriteBack).Select(entry => entry.Id)];
        return new AccountReplica(hub, account, run, time, builder, new PersonUpdate(builder, systems, time));
    }

    /// <summary>Reads the list of extensions and the dictionaries; stores what changed of people; gives the facts for a plan.</summary>
    public async Task<AccountFacts> RefreshAsync(IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        List<Extension> extensions = [];
        await foreach (Extension extension in _account.ReadExtensionsAsync(cancellationToken).ConfigureAwait(false))
        {
            extensions.Add(extension);
            if (extensions.Count % 500 == 0)
            {
                progress?.Report(new RunProgress("Reading extensions from RingCentral", extensions.Count));
            }
        }

        _run.Read += extensions.Count;
        AccountDictionaries dictionaries = await KeptDictionaries.ReadAsync(_hub, _account, _run, _time, cancellationToken).ConfigureAwait(false);
        Dictionary<string, AppUserLink> known = new(StringComparer.Ordinal);
        await foreach (AppUserLink link in _hub.ReadAsync(new Filter<AppUserLink>().Equal(row => row.SystemId, Ids.RingCentral), cancellationToken).ConfigureAwait(false))
        {
            known[link.Key] = link;
        }

        AccountFacts facts = new(
            _account.Description, extensions, dictionaries, _time.GetUtcNow(),
            await _hub.GetAsync<ExclusionRules>(cancellationToken).ConfigureAwait(false),
            known.Values.Where(link => link.UserId is not null).Select(link => link.Key).ToHashSet(StringComparer.Ordinal));
        HashSet<string> shown = AccountAppUsers.ShownBy(extensions);

        Extension[] changed =
        [
            .. extensions.Where(facts.IsPerson).Where(extension =>
                !known.TryGetValue(extension.Id, out AppUserLink? link) || link.State != AppUserState.Present || link.Hash != AccountAppUsers.HashOf(extension)),
        ];
        foreach (Extension[] batch in changed.Chunk(BatchSize))
        {
            await SaveAsync(batch.Select(extension => (extension.Id, extension)).ToDictionary(), shown, cancellationToken).ConfigureAwait(false);
        }

        await KeepStockAsync(facts, cancellationToken).ConfigureAwait(false);
        await FindGoneAsync(known.Values.Where(link => link.State == AppUserState.Present), facts, cancellationToken).ConfigureAwait(false);
        return facts;
    }

    /// <summary>Stores what is left of the account, where that is news: a run in which nothing changed writes nothing.</summary>
    private async Task KeepStockAsync(AccountFacts facts, CancellationToken cancellationToken)
    {
        AccountStock? before = await _hub.FindSettingAsync<AccountStock>(cancellationToken).ConfigureAwait(false);
        AccountStock stock = new() { ReadAt = facts.ReadAt, Unassigned = facts.Unassigned.Count };
        if (before?.Unassigned != stock.Unassigned || await before.FilledSinceAsync(_hub, cancellationToken).ConfigureAwait(false) > 0)
        {
            await _hub.WriteAsync(transaction => transaction.SetAsync(stock, cancellationToken), _run.Lease, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads extensions one by one (a Light request each): also what the list leaves out.</summary>
    public async Task ReadWholeAsync(IReadOnlyCollection<string> extensionIds, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(extensionIds);
        int read = 0;
        foreach (string[] keys in extensionIds.Chunk(BatchSize))
        {
            Dictionary<string, AppUser> known = (await _hub.ListAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.Key, keys), cancellationToken).ConfigureAwait(false))
                .ToDictionary(user => user.Key, StringComparer.Ordinal);
            List<AppUser> now = [];
            foreach (string key in keys)
            {
                progress?.Report(new RunProgress("Reading extensions from RingCentral", read++, extensionIds.Count));
                if (await _account.FindExtensionAsync(key, cancellationToken).ConfigureAwait(false) is { } extension)
                {
                    // An answer for one extension leaves out only what is empty.
                    now.Add(AccountAppUsers.From(extension with { HasContact = true, HasAddress = true }, known.GetValueOrDefault(key), _time.GetUtcNow()));
                }
            }

            await UpdateAsync(now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reckons the people again whom a change of rules, groups or managers concerns; gives how many changed.</summary>
    public Task<int> ReckonAsync(CancellationToken cancellationToken = default) =>
        new Reckoning(_hub, _builder, _update, _run, _time).CountAsync(cancellationToken);

    /// <summary>Takes over the numbers of extensions; gives the people whose values changed by them.</summary>
    /// <param name="numbers">All numbers of each extension, by extension id.</param>
    /// <param name="extensionIds">The extensions whose numbers these are all of.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<(AppUser Extension, HubUser? User, IReadOnlyList<AttributeChange> Changes)>> TakeNumbersAsync(
        ILookup<string, PhoneNumber> numbers, IReadOnlyCollection<string> extensionIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        List<(AppUser, HubUser?, IReadOnlyList<AttributeChange>)> taken = [];
        foreach (string[] ids in extensionIds.Chunk(BatchSize))
        {
            IReadOnlyList<AppUser> extensions = await _hub.ListAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.Key, ids), cancellationToken).ConfigureAwait(false);
            AppUser[] changed = [.. extensions.Select(extension => DirectNumber.Apply(extension, numbers[extension.Key])).Where(IsNew)];
            taken.AddRange(await UpdateAsync(changed, cancellationToken).ConfigureAwait(false));

            bool IsNew(AppUser now) => !extensions.Any(before => before.Key == now.Key && before.Attributes.Equals(now.Attributes));
        }

        return taken;
    }

    /// <summary>Stores app users as they now are, and the values of the people they are linked to.</summary>
    public async Task<IReadOnlyList<(AppUser Extension, HubUser? User, IReadOnlyList<AttributeChange> Changes)>> UpdateAsync(
        IReadOnlyCollection<AppUser> extensions, CancellationToken cancellationToken = default) =>
        await UpdateAsync(extensions, null, null, cancellationToken).ConfigureAwait(false);

    /// <summary>The same, with more to be stored in the same transaction, before the rest.</summary>
    /// <param name="extensions">As they now are.</param>
    /// <param name="known">As they were read, by key, where they come to belong to the people they now name; null where they belong to whom they did.</param>
    /// <param name="more">What else is stored.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<(AppUser Extension, HubUser? User, IReadOnlyList<AttributeChange> Changes)>> UpdateAsync(
        IReadOnlyCollection<AppUser> extensions, IReadOnlyDictionary<string, AppUser>? known, Func<IHubTransaction, Task>? more, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(extensions);
        if (extensions.Count == 0)
        {
            return [];
        }

        HubChanges changes = new(_time);
        IReadOnlyList<(AppUser, HubUser?, IReadOnlyList<AttributeChange>)> updated = await PrepareAsync(extensions, known, changes, cancellationToken).ConfigureAwait(false);
        await _hub.WriteAsync(
            async transaction =>
            {
                if (more is not null)
                {
                    await more(transaction).ConfigureAwait(false);
                }

                await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
            },
            _run.Lease,
            cancellationToken).ConfigureAwait(false);
        return updated;
    }

    private async Task<IReadOnlyList<(AppUser Extension, HubUser? User, IReadOnlyList<AttributeChange> Changes)>> PrepareAsync(
        IReadOnlyCollection<AppUser> extensions, IReadOnlyDictionary<string, AppUser>? known, HubChanges changes, CancellationToken cancellationToken)
    {
        string[] linked = [.. extensions.Select(extension => extension.UserId).OfType<string>().Distinct()];
        Dictionary<string, HubUser> users = await People.UsersAsync(_hub, linked, cancellationToken).ConfigureAwait(false);
        ILookup<string, AppUser> others = await People.AppUsersAsync(_hub, linked, cancellationToken).ConfigureAwait(false);
        await changes.KnowProblemsAsync(_hub, linked, cancellationToken).ConfigureAwait(false);
        foreach (AppUser extension in extensions)
        {
            if (known is null)
            {
                changes.AppUsers[(extension.SystemId, extension.Key)] = extension;
            }
            else
            {
                changes.Link(extension with { UserId = known.GetValueOrDefault(extension.Key)?.UserId }, extension.UserId);
            }

            if (extension.UserId is null || !users.TryGetValue(extension.UserId, out HubUser? user))
            {
                continue;
            }

            // What changed over there may differ from what the hub wants: the difference is reckoned again.
            changes.Touch(user.Id, [Ids.RingCentral]);
            AppUser[] all = [extension, .. others[user.Id].Where(other => other.SystemId != Ids.RingCentral)];
            _update.Apply(user, all, changes);
        }

        await LoginClaims.SettleAsync(_hub, users, changes, _time, cancellationToken).ConfigureAwait(false);
        return [.. extensions.Select(Updated)];

        (AppUser, HubUser?, IReadOnlyList<AttributeChange>) Updated(AppUser extension)
        {
            if (extension.UserId is null || !users.TryGetValue(extension.UserId, out HubUser? user))
            {
                return (extension, null, []);
            }

            HubUser now = changes.Users.GetValueOrDefault(user.Id, user);
            return (extension, now, AttributeSet.Differences(user.Profile, now.Profile));
        }
    }

    private async Task SaveAsync(Dictionary<string, Extension> batch, HashSet<string> shown, CancellationToken cancellationToken)
    {
        Dictionary<string, AppUser> before = (await _hub.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.Key, batch.Keys), cancellationToken).ConfigureAwait(false))
            .ToDictionary(user => user.Key, StringComparer.Ordinal);
        DateTimeOffset now = _time.GetUtcNow();
        await UpdateAsync([.. batch.Values.Select(extension => AccountAppUsers.From(extension, before.GetValueOrDefault(extension.Id), now, shown))], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Gone is what RingCentral does not know when asked, and what it lists as no person's any more: Unassigned again, or made into
    /// something else. It keeps its row with what became of it.
    /// </summary>
    private async Task FindGoneAsync(IEnumerable<AppUserLink> present, AccountFacts facts, CancellationToken cancellationToken)
    {
        Dictionary<string, Extension?> gone = new(StringComparer.Ordinal);
        foreach (AppUserLink link in present)
        {
            if (facts.Find(link.Key) is { } listed && !AccountFacts.IsNobodys(listed))
            {
                continue;
            }

            // A list is no snapshot: what it seems to say is asked again by key.
            Extension? now = await _account.FindExtensionAsync(link.Key, cancellationToken).ConfigureAwait(false);
            if (now is null || AccountFacts.IsNobodys(now))
            {
                gone[link.Key] = now;
            }
        }

        IReadOnlyList<AppUser> rows = gone.Count == 0
            ? []
            : await _hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.Key, gone.Keys), cancellationToken).ConfigureAwait(false);
        Gone =
        [
            .. rows.Select(row => gone[row.Key] is { } now
                ? row with { Attributes = row.Attributes.With([new("status", now.Status), new("type", now.Type)]) }
                : row),
        ];
    }
}
