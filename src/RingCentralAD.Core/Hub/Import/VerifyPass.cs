using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Proves the replica complete without reading it again: every person's key, container, state and change mark is compared, and only those who
/// differ are read. Containers and groups with their members were compared as a whole before, since no number tells of every change of a
/// membership. A mark that moved is no missed change yet (a logon, a password and our own write-back move it): the values say it.
/// </summary>
internal sealed class VerifyPass
{
    private readonly IHubStore _hub;
    private readonly IDirectory _directory;
    private readonly ImportState _state;
    private readonly NarrowRead _narrow;
    private readonly List<string> _lacking = [];
    private readonly List<string> _differing = [];
    private int _compared;
    private int _unmarked;
    private int _tooMany;

    public VerifyPass(IHubStore hub, IDirectory directory, ImportState state, NarrowRead narrow) =>
        (_hub, _directory, _state, _narrow) = (hub, directory, state, narrow);

    /// <summary>The people about whom replica and directory disagree, as the directory shows them. Who is too many is missing.</summary>
    /// <exception cref="RingCentralAdException"><c>VerifyUnavailable</c>.</exception>
    public async IAsyncEnumerable<AppUser> ReadAsync(IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, Known> left = await CompareAsync(cancellationToken).ConfigureAwait(false);
        if (_lacking.Count + _differing.Count > 0)
        {
            await foreach (AppUser person in _directory.ReadUsersAsync(new DirectoryRead(attributes, Keys: [.. _lacking, .. _differing]), cancellationToken).ConfigureAwait(false))
            {
                yield return person;
            }
        }

        _tooMany = left.Count;
        await foreach (AppUser person in _narrow.FindAsync([.. left.Keys], attributes, known: true, cancellationToken).ConfigureAwait(false))
        {
            yield return person;
        }
    }

    /// <summary>What was found, in words.</summary>
    /// <param name="changed">Keys of people whose row changed by it.</param>
    /// <param name="groups">The groups, compared before.</param>
    public string Found(IReadOnlySet<string> changed, GroupReplica groups)
    {
        string blind = _unmarked == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $" The directory says of {_unmarked:N0} of them nothing of their last change: their values were not compared, Import-AdUsers -Full does.");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_state.Entry.Name}: {Counted.People(_compared)} compared by key, container, state and change number: {_lacking.Count:N0} lacking in the hub, {_tooMany:N0} too many, {_differing.Count(changed.Contains):N0} different ({_differing.Count:N0} read again); {groups.Shown:N0} groups compared with their members: {groups.Changed:N0} different.{blind}");
    }

    private async Task<Dictionary<string, Known>> CompareAsync(CancellationToken cancellationToken)
    {
        if (_directory is not IDirectoryChanges changes)
        {
            throw new RingCentralAdException(
                "VerifyUnavailable", ErrorKind.InvalidInput, $"{_state.Entry.Name} cannot list keys alone.", "Import-AdUsers -Full reads everything again.", _state.Entry.Name);
        }

        Dictionary<string, Known> known = new(StringComparer.Ordinal);
        await foreach (AppUser person in _hub.ReadAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, _state.Entry.Id).Equal(row => row.State, AppUserState.Present), cancellationToken).ConfigureAwait(false))
        {
            known[person.Key] = new Known(person.ParentKey, person.Enabled, person.Mark);
        }

        await foreach (DirectoryPersonKey person in changes.ReadKeysAsync(cancellationToken).ConfigureAwait(false))
        {
            _compared++;
            if (!known.Remove(person.Key, out Known? mine))
            {
                _lacking.Add(person.Key);
                continue;
            }

            _unmarked += person.Change is null ? 1 : 0;
            if (mine.Parent != person.ParentKey || (person.Enabled is { } enabled && enabled != mine.Enabled) || (person.Change is { } mark && mark != mine.Mark))
            {
                _differing.Add(person.Key);
            }
        }

        return known;
    }

    private sealed record Known(string? Parent, bool Enabled, string? Mark);
}
