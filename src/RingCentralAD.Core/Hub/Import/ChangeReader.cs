using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Takes a directory's changes into the replica: containers, then groups, then people. All of it may be done again: each thing is stored as
/// the directory shows it now, and the position is not moved here.
/// </summary>
internal sealed class ChangeReader
{
    private const int BatchSize = 500;
    private readonly IDirectoryChanges _directory;
    private readonly ImportState _state;
    private readonly DirectoryReplica _replica;
    private readonly ReplicaPeople _people;

    public ChangeReader(IDirectoryChanges directory, ImportState state, DirectoryReplica replica, ReplicaPeople people) =>
        (_directory, _state, _replica, _people) = (directory, state, replica, people);

    /// <summary>Why the directory cannot go on from the position; null where it could.</summary>
    public string? Unavailable { get; private set; }

    /// <summary>Where the next reading goes on; null before the end.</summary>
    public ChangePosition? Position { get; private set; }

    /// <summary>Reads the changes; gives the people among them, whose memberships are stored by then, as they come.</summary>
    public async IAsyncEnumerable<AppUser> ReadAsync(ChangePosition since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<DirectoryChange> changes = _directory.ReadChangesAsync(since, _state.Entry.ReadAttributes, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using ConfiguredAsyncDisposable closing = changes.ConfigureAwait(false);
        List<PersonChanged> shown = new(BatchSize);
        List<string> gone = [];
        bool containers = false;
        while (await MoveAsync(changes).ConfigureAwait(false))
        {
            if (changes.Current is ContainerChanged or ContainerGone)
            {
                containers = true;
                ContainerTree tree = await _replica.ContainersAsync(cancellationToken).ConfigureAwait(false);
                Take(changes.Current, tree);
                continue;
            }

            if (containers)
            {
                await _replica.SaveContainersAsync(cancellationToken).ConfigureAwait(false);
                containers = false;
            }

            switch (changes.Current)
            {
                case GroupChanged { Group: var group }:
                    await _replica.Groups.SaveAsync(group, cancellationToken).ConfigureAwait(false);
                    break;
                case GroupGone { Key: var key }:
                    await _replica.Groups.GoneAsync([key], cancellationToken).ConfigureAwait(false);
                    break;
                case PersonGone { Key: var key }:
                    gone.Add(key);
                    break;
                case PersonChanged person:
                    shown.Add(person);
                    break;
                case ChangesEnd { Position: var position }:
                    Position = position;
                    break;
            }

            if (shown.Count == BatchSize)
            {
                await ReconcileAsync(shown, cancellationToken).ConfigureAwait(false);
                foreach (PersonChanged person in shown)
                {
                    yield return person.Person;
                }

                shown.Clear();
            }
        }

        if (Position is null)
        {
            Unavailable ??= "the list of changes came without its end";
            yield break;
        }

        await ReconcileAsync(shown, cancellationToken).ConfigureAwait(false);
        foreach (PersonChanged person in shown)
        {
            yield return person.Person;
        }

        await _people.MissAsync(gone, cancellationToken).ConfigureAwait(false);
    }

    private Task ReconcileAsync(List<PersonChanged> shown, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<string>> groups = new(StringComparer.Ordinal);
        foreach (PersonChanged person in shown)
        {
            if (person.Groups is not null)
            {
                groups[person.Person.Key] = person.Groups;
            }
        }

        return _replica.Groups.ReconcileAsync(groups, cancellationToken);
    }

    private static void Take(DirectoryChange change, ContainerTree tree)
    {
        if (change is ContainerChanged { Container: var container })
        {
            tree.Set(container);
        }
        else if (change is ContainerGone { Key: var key })
        {
            tree.Remove(key);
        }
    }

    private async Task<bool> MoveAsync(IAsyncEnumerator<DirectoryChange> changes)
    {
        try
        {
            return await changes.MoveNextAsync().ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (error.ErrorId == "ChangesUnavailable")
        {
            Unavailable = error.Message;
            return false;
        }
    }
}
