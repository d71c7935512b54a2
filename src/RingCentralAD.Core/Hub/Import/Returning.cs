using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>People whom the directory shows enabled again: active again where reactivation is on, else listed with the command that brings them back.</summary>
internal sealed class Returning
{
    private const int BatchSize = 500;
    private const string Listed = "ReactivationOff";
    private readonly IHubStore _hub;
    private readonly ImportState _state;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;

    public Returning(IHubStore hub, ImportState state, ProfileBuilder builder, PersonUpdate update) =>
        (_hub, _state, _builder, _update) = (hub, state, builder, update);

    /// <summary>Decides about them; emits who came back, and who newly waits.</summary>
    public async IAsyncEnumerable<ImportRecord> DecideAsync(Standings standings, IReadOnlySet<string>? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ProvisioningOptions options = await _hub.GetAsync<ProvisioningOptions>(cancellationToken).ConfigureAwait(false);
        HashSet<string> listed = new(StringComparer.Ordinal);
        foreach (string[] ids in (await standings.ReturningAsync(cancellationToken).ConfigureAwait(false)).Chunk(BatchSize))
        {
            HubChanges changes = new(_state.Time);
            await changes.KnowProblemsAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            Dictionary<string, HubUser> users = await People.UsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            List<ImportRecord> records = [];
            foreach (HubUser user in users.Values.Where(user => user.Status == HubUserStatus.Deactivated && Departure.MayReturn(user)))
            {
                AppUser? owner = _builder.LifeCycleOwner([.. appUsers[user.Id]]);
                if (owner is { State: AppUserState.Present, Enabled: true, InScope: true } && owner.SystemId == _state.Entry.Id && only?.Contains(owner.Key) != false
                    && Decide(user, owner, options.ReactivateUsers, listed, changes) is { } record)
                {
                    records.Add(record);
                }
            }

            await _hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), _state.Run.Lease, cancellationToken).ConfigureAwait(false);
            foreach (ImportRecord record in records)
            {
                _state.Run.Count(record.Action.ToString());
                yield return record;
            }
        }

        if (only is not null)
        {
            yield break;
        }

        await MendAsync(listed, cancellationToken).ConfigureAwait(false);
    }

    private ImportRecord? Decide(HubUser user, AppUser owner, bool reactivate, HashSet<string> listed, HubChanges changes)
    {
        string problem = $"return:{user.Id}";
        if (reactivate)
        {
            changes.Change(user, user with { Status = HubUserStatus.Active, DeactivatedBy = null, Hold = null, UpdatedAt = _state.Time.GetUtcNow() });
            changes.Touch(user.Id, _update.Systems);
            changes.MendKnown(problem);
            return ImportRecords.Of(ImportAction.Reactivated, user, owner, _state.Entry.Name) with { Detail = "enabled again in the directory" };
        }

        listed.Add(problem);
        return changes.Report(ProblemOf(problem, user, owner))
            ? ImportRecords.Of(ImportAction.Held, user, owner, _state.Entry.Name) with
            {
                Detail = "enabled again in the directory, stays Deactivated: reactivation is off",
                Remedy = string.Create(CultureInfo.InvariantCulture, $"Enable-HubUser {user.Login}"),
            }
            : null;
    }

    /// <summary>Whoever was listed and is no longer to come back is taken off the list.</summary>
    private async Task MendAsync(HashSet<string> listed, CancellationToken cancellationToken)
    {
        List<string> mended = [];
        await foreach (Problem problem in _hub.ReadAsync(
            new Filter<Problem>().Equal(row => row.SystemId, _state.Entry.Id).Equal(row => row.ErrorId, Listed), cancellationToken).ConfigureAwait(false))
        {
            if (!listed.Contains(problem.Id))
            {
                mended.Add(problem.Id);
            }
        }

        if (mended.Count > 0)
        {
            await _hub.WriteAsync(
                transaction => transaction.RemoveAsync(new Filter<Problem>().In(row => row.Id, mended), cancellationToken), _state.Run.Lease, cancellationToken).ConfigureAwait(false);
        }
    }

    private Problem ProblemOf(string id, HubUser user, AppUser owner) => new()
    {
        Id = id,
        Stage = RunKind.Import,
        SystemId = owner.SystemId,
        Key = owner.Key,
        UserId = user.Id,
        Person = user.Name,
        ErrorId = Listed,
        Message = "Enabled again in the directory, but stays Deactivated: reactivation is off.",
        Remedy = $"Enable-HubUser {user.Login}, or Set-RcProvisioningOption -ReactivateUsers $true for everybody.",
        Since = _state.Time.GetUtcNow(),
    };
}
