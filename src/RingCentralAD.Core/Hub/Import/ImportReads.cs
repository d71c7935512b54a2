using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>What an import reads: the changes since the last one, everything, or only some people.</summary>
internal sealed class ImportReads
{
    private readonly IHubStore _hub;
    private readonly IDirectory _directory;
    private readonly ImportState _state;
    private readonly PersonUpdate _update;
    private readonly DirectoryReplica _replica;
    private readonly ReplicaPeople _people;
    private readonly IReadOnlyList<string> _attributes;
    private Func<CancellationToken, Task> _end = _ => Task.CompletedTask;
    private PeopleReader? _reader;

    public ImportReads(IHubStore hub, IDirectory directory, ImportState state, PersonUpdate update, IScopeFilter? filter, IReadOnlyList<string> mapped)
    {
        (_hub, _directory, _state, _update) = (hub, directory, state, update);
        _replica = new DirectoryReplica(hub, state, filter);
        _people = new ReplicaPeople(hub, state);
        _attributes = [.. mapped.Concat(filter?.Attributes ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Keys whose row changed.</summary>
    public HashSet<string> Changed => _reader?.Changed ?? [];

    /// <summary>The people who were read, where it was only some; null where it was everybody.</summary>
    public IReadOnlySet<string>? Only => Narrow is null ? null : _reader!.Seen;

    /// <summary>The reading of only some people; null where it was everybody.</summary>
    public NarrowRead? Narrow { get; private set; }

    private string Scope => Hub.Scope.FingerprintOf(_state.Entry.Settings);

    /// <summary>Stores how far the directory was read. To be called when everything that was read has had its effect.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => _end(cancellationToken);

    /// <summary>Takes away the memberships that the directory no longer shows of people who are still there.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => _replica.Groups.SettleAsync(Only, cancellationToken);

    /// <summary>Reads, and takes over what was read.</summary>
    public async IAsyncEnumerable<ImportRecord> ReadAsync(ImportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.IsNarrow || request.Verify)
        {
            await _replica.RefreshAsync(_directory, cancellationToken).ConfigureAwait(false);
            await foreach (ImportRecord record in (request.Verify ? VerifyAsync(request, cancellationToken) : NarrowAsync(request, cancellationToken)).ConfigureAwait(false))
            {
                yield return record;
            }

            yield break;
        }

        IDirectoryChanges? changes = _directory as IDirectoryChanges;
        string? why = WhyFull(request, changes);
        if (why is null)
        {
            ChangeReader reader = new(changes!, _state, _replica, _people);
            await foreach (ImportRecord record in IncrementalAsync(reader, request, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }

            why = reader.Unavailable is { } reason ? $"{_state.Entry.Name} cannot go on from where the last import ended: {reason}" : null;
        }

        if (why is not null)
        {
            request.Tell?.Invoke($"Full import of {_state.Entry.Name}: {why.TrimEnd('.')}.");
            await foreach (ImportRecord record in FullAsync(changes, request, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    // What was read once stays in the list: a position belongs to the attributes that it was made with.
    private IReadOnlyList<string> ReadAttributes => _state.Entry.ReadAttributes.Count > 0 ? _state.Entry.ReadAttributes : _attributes;

    private string? WhyFull(ImportRequest request, IDirectoryChanges? changes)
    {
        if (_state.Entry.LastFullImport is null)
        {
            return "it is the first one";
        }

        if (request.Full)
        {
            return "-Full was given";
        }

        if (changes is null)
        {
            return "a file does not say what changed in it";
        }

        string[] unread = [.. _attributes.Except(_state.Entry.ReadAttributes, StringComparer.OrdinalIgnoreCase)];
        if (unread.Length > 0)
        {
            return $"{string.Join(", ", unread)} {(unread.Length == 1 ? "was" : "were")} not read so far and must be read once for everybody";
        }

        if (BackLinks.In(_state.Entry.ReadAttributes) is { } link)
        {
            return $"{link} changes without the directory saying so";
        }

        return _state.Cursor switch
        {
            { Position: not null } => null,
            { Scope.Length: > 0 } => "the server offers no way to see changes",
            _ => "the last one did not come to its end",
        };
    }

    private IAsyncEnumerable<ImportRecord> NarrowAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        Narrow = new NarrowRead(_hub, _directory, _state, _people);
        return TakeAsync(Narrow.ReadAsync(request, ReadAttributes, cancellationToken), request, cancellationToken);
    }

    private async IAsyncEnumerable<ImportRecord> VerifyAsync(ImportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        VerifyPass pass = new(_hub, _directory, _state, new NarrowRead(_hub, _directory, _state, _people));
        await foreach (ImportRecord record in TakeAsync(pass.ReadAsync(ReadAttributes, cancellationToken), request, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }

        await foreach (ImportRecord record in ConcernedAsync(request, blind: false, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }

        request.Tell?.Invoke(pass.Found(Changed, _replica.Groups));
    }

    private async IAsyncEnumerable<ImportRecord> IncrementalAsync(ChangeReader reader, ImportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _replica.CompleteAsync(_directory, cancellationToken).ConfigureAwait(false);

        // The scope is made when the first person needs it: by then containers and groups are stored.
        await foreach (AppUser[] batch in reader.ReadAsync(_state.Cursor.Position!, cancellationToken).Chunk(500).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await foreach (ImportRecord record in TakeAsync(batch.ToAsyncEnumerable(), request, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }

        if (reader.Unavailable is not null)
        {
            yield break;
        }

        bool blind = reader.Position!.Blind is not null;
        if (blind)
        {
            await _replica.CompareAsync(_directory, cancellationToken).ConfigureAwait(false);

            // Stops here where the scope went with them.
            _ = await _replica.ScopeAsync(cancellationToken).ConfigureAwait(false);
            _reader?.ForgetGroups();
        }
        else
        {
            await _replica.CheckAsync(cancellationToken).ConfigureAwait(false);
        }

        bool scopeChanged = _state.Cursor.Scope != Scope;
        if (scopeChanged && !_state.Cursor.Everybody)
        {
            await _state.SetAsync(_state.Cursor with { Everybody = true }, null, cancellationToken).ConfigureAwait(false);
        }

        await foreach (ImportRecord record in ConcernedAsync(request, blind, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }

        if (blind)
        {
            request.Tell?.Invoke($"{_state.Entry.Name}: not seen by {reader.Position.Method}: {reader.Position.Blind}");
        }

        _end = token => _state.Cursor is { Everybody: false, Containers.Count: 0, Members.Count: 0, Again.Count: 0, OldPlaces.Count: 0 } && reader.Position!.Equals(_state.Cursor.Position)
            ? Task.CompletedTask
            : _state.SetAsync(new ImportCursor { Position = reader.Position, Scope = Scope }, null, token);
    }

    /// <summary>People whom the directory did not report and whom stored changes concern all the same.</summary>
    /// <param name="request">The import.</param>
    /// <param name="blind">The directory does not tell who is gone: who is concerned is asked for first, lest somebody who is gone comes back into scope.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async IAsyncEnumerable<ImportRecord> ConcernedAsync(ImportRequest request, bool blind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NarrowRead narrow = new(_hub, _directory, _state, _people);
        if (_state.Cursor.Everybody || _state.Cursor.Containers.Count + _state.Cursor.Members.Count > 0)
        {
            ContainerTree containers = await _replica.ContainersAsync(cancellationToken).ConfigureAwait(false);
            IAsyncEnumerable<AppUser> concerned = _people.ConcernedAsync(containers, cancellationToken);
            concerned = blind ? narrow.AskAsync(concerned, ReadAttributes, cancellationToken) : concerned;
            await foreach (ImportRecord record in TakeAsync(concerned, request, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }

        // After those, and again: whoever turned out to be gone, or to be called otherwise, is named so by nobody any more.
        HashSet<string> asked = new(StringComparer.Ordinal);
        for (ImportCursor? work = null; !ReferenceEquals(work, _state.Cursor);)
        {
            work = _state.Cursor;
            string[] outdated = [.. (await _people.OutdatedAsync(cancellationToken).ConfigureAwait(false)).Where(asked.Add)];
            if (outdated.Length == 0)
            {
                yield break;
            }

            await foreach (ImportRecord record in TakeAsync(narrow.FindAsync(outdated, ReadAttributes, known: true, cancellationToken), request, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    private async IAsyncEnumerable<ImportRecord> FullAsync(IDirectoryChanges? changes, ImportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChangePosition? position = changes is null ? null : await changes.PositionAsync(cancellationToken).ConfigureAwait(false);
        if (_state.Cursor.Position is not null)
        {
            // What a full import leaves half done only a full one finishes.
            await _state.SetAsync(new ImportCursor(), null, cancellationToken).ConfigureAwait(false);
        }

        EverybodyRead everybody = await EverybodyRead.BeginAsync(_directory, _attributes, besideGroups: !_replica.ScopeReadsGroups, cancellationToken).ConfigureAwait(false);
        await using (everybody.ConfigureAwait(false))
        {
            await _replica.RefreshContainersAsync(_directory, cancellationToken).ConfigureAwait(false);
            SideWork groups = SideWork.Begin(token => _replica.RefreshGroupsAsync(_directory, token), cancellationToken);
            await using (groups.ConfigureAwait(false))
            {
                if (!everybody.IsBeside)
                {
                    await groups.EndAsync().ConfigureAwait(false);
                }

                await LookAsync(all: true, cancellationToken).ConfigureAwait(false);
                await foreach (ImportRecord record in _reader!.TakeAsync(groups.GuardAsync(everybody.PeopleAsync(cancellationToken), cancellationToken), request.Progress, cancellationToken).ConfigureAwait(false))
                {
                    yield return record;
                }

                await groups.EndAsync().ConfigureAwait(false);
            }
        }

        // A read is no snapshot: who was not seen is asked for by key before anybody counts as gone.
        PeopleReader reader = _reader!;
        NarrowRead narrow = new(_hub, _directory, _state, _people);
        await foreach (ImportRecord record in reader.TakeAsync(
            narrow.FindAsync([.. reader.Unseen], _attributes, known: true, cancellationToken), request.Progress, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }

        reader.Unload();
        _end = token => _state.SetAsync(
            new ImportCursor { Position = position, Scope = Scope },
            entry => entry with { ReadAttributes = _attributes, LastFullImport = _state.Time.GetUtcNow() },
            token);
    }

    private async IAsyncEnumerable<ImportRecord> TakeAsync(IAsyncEnumerable<AppUser> people, ImportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await LookAsync(all: false, cancellationToken).ConfigureAwait(false);
        await foreach (ImportRecord record in _reader!.TakeAsync(people, request.Progress, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    private async Task LookAsync(bool all, CancellationToken cancellationToken)
    {
        if (_reader is not null && !all)
        {
            return;
        }

        _reader = new PeopleReader(_hub, _state, await _replica.ScopeAsync(cancellationToken).ConfigureAwait(false), _update);
        if (all)
        {
            await _reader.LoadAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
