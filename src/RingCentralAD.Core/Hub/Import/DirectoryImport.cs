using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Imports one directory into the hub: containers, groups and memberships first, then people. Changes of people who are linked are
/// stored and emitted as they are read; new people are matched, and whatever takes something away is decided, only after a complete
/// read. An import that ends early leaves nobody gone and can simply be run again.
/// </summary>
public sealed class DirectoryImport
{
    private readonly IHubStore _hub;
    private readonly IDirectory _directory;
    private readonly DirectoryEntry _entry;
    private readonly TimeProvider _time;

    /// <summary>Makes the import of one directory.</summary>
    public DirectoryImport(IHubStore hub, IDirectory directory, DirectoryEntry entry, TimeProvider time)
    {
        _hub = hub;
        _directory = directory;
        _entry = entry;
        _time = time;
    }

    /// <summary>What the run did so far, in numbers; null before it began.</summary>
    public RunSummary? Summary { get; private set; }

    /// <summary>Why a guard held what takes away; null where it did not.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Runs the import.</summary>
    public async IAsyncEnumerable<ImportRecord> RunAsync(ImportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RunLog run = await RunLog.BeginAsync(_hub, RunKind.Import, _entry.Id, request.Trial, _time, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            ProfileBuilder builder = (await ProfileBuilder.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false)).Reading(_entry);
            PersonUpdate update = new(builder, await TargetsAsync(cancellationToken).ConfigureAwait(false), _time);
            Scope scope = await new DirectoryReplica(_hub, _directory, _entry, run, _time).RefreshAsync(cancellationToken).ConfigureAwait(false);
            PeopleReader reader = new(_hub, _entry, scope, update, run, _time);
            await reader.LoadAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> attributes = builder.Mappings.DirectoryAttributes(_entry);
            await foreach (ImportRecord record in reader.TakeAsync(
                _directory.ReadUsersAsync(new DirectoryRead(attributes, request.BaseDn), cancellationToken), request.Progress, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }

            HashSet<string> gone = [];
            List<AppUser> found = [];
            if (request.BaseDn is null)
            {
                await AskForUnseenAsync(reader.Unseen, attributes, gone, found, cancellationToken).ConfigureAwait(false);
            }

            await foreach (ImportRecord record in reader.TakeAsync(found.ToAsyncEnumerable(), request.Progress, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }

            ImportRules rules = await _hub.GetAsync<ImportRules>(cancellationToken).ConfigureAwait(false);
            LifeCycle lifeCycle = new(_hub, _entry, builder, update, run, _time);
            // A narrowed import did not read everybody with what the rules need now.
            Reckoning? reckoning = request.BaseDn is null ? new Reckoning(_hub, builder, update, run, _time) : null;
            IAsyncEnumerable<ImportRecord>[] steps =
            [
                ReckonAsync(reckoning, run, cancellationToken),
                new NewPeople(_hub, _entry, builder, update, rules, run, _time).MatchAsync(reader.Changed, gone, cancellationToken),
                ReckonAsync(reckoning, run, cancellationToken),
                lifeCycle.DecideAsync(gone, request.AcceptGuard, cancellationToken),
            ];
            foreach (IAsyncEnumerable<ImportRecord> step in steps)
            {
                await foreach (ImportRecord record in step.ConfigureAwait(false))
                {
                    yield return record;
                }
            }

            Stopped = lifeCycle.Stopped;
            await EndAsync(run, attributes, request, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<ImportRecord> ReckonAsync(Reckoning? reckoning, RunLog run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Reckoned person in (reckoning?.RunAsync(cancellationToken) ?? AsyncEnumerable.Empty<Reckoned>()).ConfigureAwait(false))
        {
            AppUser source = person.AppUsers.FirstOrDefault(user => user.SystemId == _entry.Id) ?? person.AppUsers[0];
            run.Count(nameof(ImportAction.Updated));
            yield return ImportRecords.Of(ImportAction.Updated, person.User, source, _entry.Name) with
            {
                Changes = person.Changes,
                Detail = string.Join("; ", person.Changes),
            };
        }
    }

    /// <summary>A paged read is no snapshot: who was not seen is asked for by key before anybody counts as gone.</summary>
    private async Task AskForUnseenAsync(
        IEnumerable<string> unseen, IReadOnlyList<string> attributes, HashSet<string> gone, List<AppUser> found, CancellationToken cancellationToken)
    {
        foreach (string key in unseen.ToArray())
        {
            AppUser? user = await _directory.FindUserAsync(key, attributes, cancellationToken).ConfigureAwait(false);
            if (user is null)
            {
                gone.Add(key);
            }
            else
            {
                found.Add(user);
            }
        }
    }

    private async Task<IReadOnlyList<string>> TargetsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DirectoryEntry> directories = await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        return [Ids.RingCentral, .. directories.Where(entry => entry.Settings.WriteBack).Select(entry => entry.Id)];
    }

    private async Task EndAsync(RunLog run, IReadOnlyList<string> attributes, ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.BaseDn is null)
        {
            await _hub.WriteAsync(
                async transaction =>
                {
                    // Read again: its settings may have been changed while the import ran.
                    DirectoryEntry entry = await transaction.FindAsync(new Filter<DirectoryEntry>().Equal(row => row.Id, _entry.Id), cancellationToken).ConfigureAwait(false) ?? _entry;
                    await transaction.SaveAsync([entry with { ReadAttributes = attributes, LastFullImport = _time.GetUtcNow() }], cancellationToken).ConfigureAwait(false);
                },
                run.Lease,
                cancellationToken).ConfigureAwait(false);
        }

        Summary = run.Summary(request.Trial);
        await run.EndAsync(Stopped is null ? RunState.Completed : RunState.Held, Stopped).ConfigureAwait(false);
    }
}
