using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Reads some people only: below an entry, by what they are called, or by key.</summary>
internal sealed class NarrowRead
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly IDirectory _directory;
    private readonly ImportState _state;
    private readonly ReplicaPeople _people;

    public NarrowRead(IHubStore hub, IDirectory directory, ImportState state, ReplicaPeople people) =>
        (_hub, _directory, _state, _people) = (hub, directory, state, people);

    /// <summary>The people that a request asks for.</summary>
    public IAsyncEnumerable<AppUser> ReadAsync(ImportRequest request, IReadOnlyList<string> attributes, CancellationToken cancellationToken) =>
        request.People is { } people ? CalledAsync(people, attributes, cancellationToken)
        : _directory.ReadUsersAsync(new DirectoryRead(attributes, request.BaseDn), cancellationToken);

    /// <summary>The people with these keys. Of those that the hub knows, whoever the directory does not have is missing.</summary>
    public async IAsyncEnumerable<AppUser> FindAsync(
        IReadOnlyCollection<string> keys, IReadOnlyList<string> attributes, bool known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<string> missing = [];
        foreach (string key in keys)
        {
            AppUser? person = await _directory.FindUserAsync(key, attributes, cancellationToken).ConfigureAwait(false);
            if (person is not null)
            {
                yield return person;
            }
            else if (known)
            {
                missing.Add(key);
            }
        }

        await _people.MissAsync(missing, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>These people of the replica as the directory shows them now; whoever it does not have is missing.</summary>
    public async IAsyncEnumerable<AppUser> AskAsync(
        IAsyncEnumerable<AppUser> people, IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (AppUser[] batch in people.Chunk(BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            HashSet<string> left = [.. batch.Select(person => person.Key)];
            await foreach (AppUser person in _directory.ReadUsersAsync(new DirectoryRead(attributes, Keys: [.. left]), cancellationToken).ConfigureAwait(false))
            {
                left.Remove(person.Key);
                yield return person;
            }

            await foreach (AppUser person in FindAsync(left, attributes, known: true, cancellationToken).ConfigureAwait(false))
            {
                yield return person;
            }
        }
    }

    private async IAsyncEnumerable<AppUser> CalledAsync(IReadOnlyList<string> names, IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        HashSet<string> open = [.. names.Select(name => MatchKey.Of(name)).OfType<string>()];
        foreach (string name in open.ToArray())
        {
            if (Guid.TryParse(name, out Guid key) && await ByKeyAsync(key.ToString("D"), attributes, cancellationToken).ConfigureAwait(false) is { } person)
            {
                open.Remove(name);
                yield return person;
            }
        }

        if (open.Count == 0)
        {
            yield break;
        }

        await foreach (AppUser person in _directory.ReadUsersAsync(new DirectoryRead(attributes, Names: [.. open]), cancellationToken).ConfigureAwait(false))
        {
            string[] called = [.. NamesOf(person).Where(open.Contains)];
            if (called.Length > 0)
            {
                _found.UnionWith(called);
                yield return person;
            }
        }

        NotFound = [.. open.Where(name => !_found.Contains(name))];
    }

    /// <summary>The entry with this key, or that of the hub user with this id.</summary>
    private async Task<AppUser?> ByKeyAsync(string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken)
    {
        if (await _directory.FindUserAsync(key, attributes, cancellationToken).ConfigureAwait(false) is { } person)
        {
            return person;
        }

        AppUserStanding? linked = await _hub.FindAsync(
            new Filter<AppUserStanding>().Equal(row => row.SystemId, _state.Entry.Id).Equal(row => row.UserId, key), cancellationToken).ConfigureAwait(false);
        return linked is null ? null : await _directory.FindUserAsync(linked.Key, attributes, cancellationToken).ConfigureAwait(false);
    }

    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    /// <summary>Who was asked for and is not there.</summary>
    public IReadOnlyList<string> NotFound { get; private set; } = [];

    private static IEnumerable<string> NamesOf(AppUser person) =>
        ((string?[])[person.Place, person.Attributes.Text("mail"), person.Attributes.Text("userPrincipalName"), person.Attributes.Text("sAMAccountName"), person.Attributes.Text("uid")])
        .Select(MatchKey.Of).OfType<string>();
}
