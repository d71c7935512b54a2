using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Imports one directory into the hub: what changed since the last time where the directory can say so, else everything. Containers come
/// first, then groups with their memberships, then people; where the server takes a second connection and memberships decide about nobody's
/// scope, groups and people are read at once. Changes of people who are linked are stored and emitted as they are read; new people are
/// matched, and whatever takes something away is decided, only after a complete read. An import that ends early leaves nobody gone and
/// can simply be run again.
/// </summary>
public sealed class DirectoryImport
{
    private readonly IHubStore _hub;
    private readonly IDirectory _directory;
    private readonly DirectoryEntry _entry;
    private readonly IScopeFilter? _filter;
    private readonly TimeProvider _time;

    /// <summary>Makes the import of one directory.</summary>
    /// <param name="hub">The hub, or a trial of it.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="entry">Its row in the hub.</param>
    /// <param name="time">The clock.</param>
    /// <param name="filter">The LDAP filter of the scope; needed where the directory's settings name one.</param>
    public DirectoryImport(IHubStore hub, IDirectory directory, DirectoryEntry entry, TimeProvider time, IScopeFilter? filter = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Settings.Filter is not null && filter is null)
        {
            throw new ArgumentException("The directory's scope has a filter.", nameof(filter));
        }

        (_hub, _directory, _entry, _time, _filter) = (hub, directory, entry, time, filter);
    }

    /// <summary>What the run did so far, in numbers; null before it began.</summary>
    public RunSummary? Summary { get; private set; }

    /// <summary>Why a guard held what takes away; null where it did not.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Where the next incremental import of a directory goes on; null where only a full one will do.</summary>
    public static ChangePosition? PositionOf(DirectoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ImportCursor.Parse(entry.Cursor).Position;
    }

    /// <summary>Who was asked for by name and is not in the directory.</summary>
    public IReadOnlyList<string> NotFound { get; private set; } = [];

    /// <summary>Runs the import.</summary>
    public async IAsyncEnumerable<ImportRecord> RunAsync(ImportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RunLog run = await RunLog.BeginAsync(_hub, RunKind.Import, _entry.Id, request.Trial, _time, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await foreach (ImportRecord record in run.HandAsync(StepsAsync(request, run, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    private async IAsyncEnumerable<ImportRecord> StepsAsync(ImportRequest request, RunLog run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ProfileBuilder builder = await ProfileBuilder.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        if (!request.IsNarrow && !request.Verify)
        {
            // Who is read by these alone is read with what everybody was read with, not with what the mappings may need by now.
            builder = builder.Reading(_entry);
        }

        PersonUpdate update = new(builder, await TargetsAsync(cancellationToken).ConfigureAwait(false), _time);

        // Read again, now that nobody else imports: the cursor may have been moved since the caller read it.
        DirectoryEntry entry = _entry with { Cursor = await CursorAsync(cancellationToken).ConfigureAwait(false) };
        ImportState state = new(_hub, entry, run, _time);
        ImportReads reads = new(_hub, _directory, state, update, _filter, builder.Mappings.DirectoryAttributes(_entry));
        await foreach (ImportRecord record in reads.ReadAsync(request, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }

        await reads.SettleAsync(cancellationToken).ConfigureAwait(false);
        ImportRules rules = await _hub.GetAsync<ImportRules>(cancellationToken).ConfigureAwait(false);
        LifeCycle lifeCycle = new(_hub, state, builder, update);

        // A narrowed import did not read everybody with what the rules need now.
        Reckoning? reckoning = request.IsNarrow ? null : new Reckoning(_hub, builder, update, run, _time);
        IAsyncEnumerable<ImportRecord>[] steps =
        [
            ReckonAsync(reckoning, run, cancellationToken),
            new NewPeople(_hub, entry, builder, update, rules, run, _time).MatchAsync(reads.Changed, reads.Only, cancellationToken),
            ReckonAsync(reckoning, run, cancellationToken),
            lifeCycle.DecideAsync(request.AcceptGuard, reads.Only, cancellationToken),
        ];
        foreach (IAsyncEnumerable<ImportRecord> step in steps)
        {
            await foreach (ImportRecord record in step.ConfigureAwait(false))
            {
                yield return record;
            }
        }

        Stopped = lifeCycle.Stopped;
        NotFound = reads.Narrow?.NotFound ?? [];

        // Last of all: whoever is killed before this reads the same changes again.
        await reads.EndAsync(cancellationToken).ConfigureAwait(false);
        Summary = run.Summary(request.Trial);
        await run.EndAsync(Stopped is null ? RunState.Completed : RunState.Held, Stopped).ConfigureAwait(false);
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

    private async Task<string?> CursorAsync(CancellationToken cancellationToken) =>
        (await _hub.FindAsync(new Filter<DirectoryEntry>().Equal(row => row.Id, _entry.Id), cancellationToken).ConfigureAwait(false))?.Cursor;

    private async Task<IReadOnlyList<string>> TargetsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DirectoryEntry> directories = await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        return [Ids.RingCentral, .. directories.Where(entry => entry.Settings.WriteBack).Select(entry => entry.Id)];
    }
}
