using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Decides at the end of a complete read who is deactivated and who comes back. Only the system that owns a person's life cycle decides;
/// what takes away passes the guard as a whole or not at all.
/// </summary>
internal sealed class LifeCycle
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly DirectoryEntry _entry;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;
    private readonly RunLog _run;
    private readonly TimeProvider _time;

    public LifeCycle(IHubStore hub, DirectoryEntry entry, ProfileBuilder builder, PersonUpdate update, RunLog run, TimeProvider time)
    {
        _hub = hub;
        _entry = entry;
        _builder = builder;
        _update = update;
        _run = run;
        _time = time;
    }

    /// <summary>Why the guard let nobody be taken away; null where it did, or nobody was to be.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Carries the decisions out, or holds them where the guard says so.</summary>
    /// <param name="gone">Keys that a complete read did not show and the server does not know.</param>
    /// <param name="acceptGuard">A person has accepted what the guard would stop.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ImportRecord> DecideAsync(
        IReadOnlySet<string> gone, bool acceptGuard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(HubUser User, AppUser Source, string Why)> leavers = await LeaversAsync(gone, cancellationToken).ConfigureAwait(false);
        long active = await _hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), cancellationToken).ConfigureAwait(false);
        Stopped = acceptGuard
            ? null
            : await Guard.CheckAsync(_hub, RunKind.Import, nameof(ImportAction.Deactivated), leavers.Count, active, _time, cancellationToken).ConfigureAwait(false);
        if (Stopped is not null)
        {
            foreach ((HubUser user, AppUser source, string why) in leavers)
            {
                _run.Count(nameof(ImportAction.Held));
                yield return ImportRecords.Of(ImportAction.Held, user, source, _entry.Name) with
                {
                    Detail = $"would be deactivated: {Words(why)}; the guard holds it",
                    Remedy = "If this is right, run the import again with -AcceptGuard.",
                };
            }

            yield break;
        }

        foreach ((HubUser User, AppUser Source, string Why)[] batch in leavers.Chunk(BatchSize))
        {
            HubChanges changes = new(_time);
            foreach ((HubUser user, AppUser source, string why) in batch)
            {
                changes.Users[user.Id] = user with { Status = HubUserStatus.Deactivated, DeactivatedBy = why, UpdatedAt = _time.GetUtcNow() };
                changes.Ended.Add(user.Id);
                changes.Touch(user.Id, _update.Systems);
            }

            await SaveAsync(changes, cancellationToken).ConfigureAwait(false);
            foreach ((HubUser user, AppUser source, string why) in batch)
            {
                _run.Count(nameof(ImportAction.Deactivated));
                yield return ImportRecords.Of(ImportAction.Deactivated, user, source, _entry.Name) with { Detail = Words(why) };
            }
        }

        await MarkGoneAsync(gone, cancellationToken).ConfigureAwait(false);
        await foreach (ImportRecord record in ReturnAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    private async Task<List<(HubUser User, AppUser Source, string Why)>> LeaversAsync(IReadOnlySet<string> gone, CancellationToken cancellationToken)
    {
        Dictionary<string, string> why = new(StringComparer.Ordinal);
        if (_entry.Settings.WhenOutOfScope == OutOfScopeAction.Deactivate)
        {
            await AddAsync(Mine().Equal(row => row.InScope, false), "OutOfScope").ConfigureAwait(false);
        }

        await AddAsync(Mine().Equal(row => row.Enabled, false), "Disabled").ConfigureAwait(false);
        await AddAsync(Mine().Equal(row => row.State, AppUserState.Gone), "Gone").ConfigureAwait(false);
        await AddAsync(Mine().In(row => row.Key, [.. gone]), "Gone").ConfigureAwait(false);
        List<(HubUser, AppUser, string)> leavers = [];
        foreach (string[] ids in why.Keys.Chunk(BatchSize))
        {
            Dictionary<string, HubUser> users = await People.UsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            HubUser[] active = [.. users.Values.Where(user => user.Status != HubUserStatus.Deactivated)];
            ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, [.. active.Select(user => user.Id)], cancellationToken).ConfigureAwait(false);
            foreach (HubUser user in active)
            {
                if (_builder.LifeCycleOwner([.. appUsers[user.Id]]) is { } owner && owner.SystemId == _entry.Id)
                {
                    leavers.Add((user, owner, why[user.Id]));
                }
            }
        }

        return leavers;

        Filter<AppUserLink> Mine() => new Filter<AppUserLink>().Equal(row => row.SystemId, _entry.Id).NotNull(row => row.UserId);

        async Task AddAsync(Filter<AppUserLink> filter, string reason)
        {
            await foreach (AppUserLink link in _hub.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                why[link.UserId!] = reason;
            }
        }
    }

    private async Task MarkGoneAsync(IReadOnlySet<string> gone, CancellationToken cancellationToken)
    {
        foreach (string[] keys in gone.Chunk(BatchSize))
        {
            HubChanges changes = new(_time);
            await foreach (AppUser user in _hub.ReadAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, _entry.Id).In(row => row.Key, keys), cancellationToken).ConfigureAwait(false))
            {
                changes.AppUsers[(user.SystemId, user.Key)] = user with { State = AppUserState.Gone, ReadAt = _time.GetUtcNow() };
                changes.SettledMatches.Add((user.SystemId, user.Key));
                changes.Mend(ImportRecords.MatchProblem(user.SystemId, user.Key));
            }

            await SaveAsync(changes, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>People whom the directory shows enabled again: active again where reactivation is on, else listed with the command that brings them back.</summary>
    private async IAsyncEnumerable<ImportRecord> ReturnAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ProvisioningOptions options = await _hub.GetAsync<ProvisioningOptions>(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<HubUser> deactivated = await _hub.ListAsync(
            new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Deactivated), cancellationToken).ConfigureAwait(false);
        foreach (HubUser[] batch in deactivated.Where(user => user.Hold is null).Chunk(BatchSize))
        {
            string[] ids = [.. batch.Select(user => user.Id)];
            ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            HubChanges changes = new(_time);
            await changes.KnowProblemsAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            List<ImportRecord> records = [];
            foreach (HubUser user in batch)
            {
                AppUser? owner = _builder.LifeCycleOwner([.. appUsers[user.Id]]);
                string problem = $"return:{user.Id}";
                if (owner is not { State: AppUserState.Present, Enabled: true, InScope: true } || owner.SystemId != _entry.Id)
                {
                    changes.MendKnown(problem);
                }
                else if (options.ReactivateUsers)
                {
                    changes.Users[user.Id] = user with { Status = HubUserStatus.Active, DeactivatedBy = null, UpdatedAt = _time.GetUtcNow() };
                    changes.Touch(user.Id, _update.Systems);
                    changes.MendKnown(problem);
                    records.Add(ImportRecords.Of(ImportAction.Reactivated, user, owner, _entry.Name) with { Detail = "enabled again in the directory" });
                }
                else if (changes.Report(Listed(problem, user, owner)))
                {
                    records.Add(ImportRecords.Of(ImportAction.Held, user, owner, _entry.Name) with
                    {
                        Detail = "enabled again in the directory, stays Deactivated: reactivation is off",
                        Remedy = string.Create(CultureInfo.InvariantCulture, $"Enable-HubUser {user.Login}"),
                    });
                }
            }

            await SaveAsync(changes, cancellationToken).ConfigureAwait(false);
            foreach (ImportRecord record in records)
            {
                _run.Count(record.Action.ToString());
                yield return record;
            }
        }
    }

    private Problem Listed(string id, HubUser user, AppUser owner) => new()
    {
        Id = id,
        Stage = RunKind.Import,
        SystemId = owner.SystemId,
        Key = owner.Key,
        UserId = user.Id,
        Person = user.Name,
        ErrorId = "ReactivationOff",
        Message = "Enabled again in the directory, but stays Deactivated: reactivation is off.",
        Remedy = $"Enable-HubUser {user.Login}, or Set-RcProvisioningOption -ReactivateUsers $true for everybody.",
        Since = _time.GetUtcNow(),
    };

    private Task SaveAsync(HubChanges changes, CancellationToken cancellationToken) =>
        _hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), _run.Lease, cancellationToken);

    private static string Words(string why) => why switch
    {
        "Disabled" => "disabled in the directory",
        "Gone" => "no longer in the directory",
        "OutOfScope" => "out of scope",
        _ => why,
    };
}
