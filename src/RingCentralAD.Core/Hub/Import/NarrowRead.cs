using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Reads some people only: below an entry, by what they are called, or those about whom replica and directory disagree.</summary>
internal sealed class NarrowRead
{
    private readonly IHubStore _hub;
    private readonly IDirectory _directory;
    private readonly ImportState _state;
    private readonly ReplicaPeople _people;

    public NarrowRead(IHubStore hub, IDirectory directory, ImportState state, ReplicaPeople people) =>
        (_hub, _directory, _state, _people) = (hub, directory, state, people);

    /// <summary>The people that a request asks for.</summary>
    public IAsyncEnumerable<AppUser> ReadAsync(ImportRequest request, IReadOnlyList<string> attributes, CancellationToken cancellationToken) =>
        request.Verify ? VerifyAsync(request, attributes, cancellationToken)
        : request.People is { } people ? CalledAsync(people, attributes, cancellationToken)
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

    private async IAsyncEnumerable<AppUser> VerifyAsync(ImportRequest request, IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_directory is not IDirectoryChanges changes)
        {
            throw new RingCentralAdException(
                "VerifyUnavailable", ErrorKind.InvalidInput, $"{_state.Entry.Name} cannot list keys alone.", "Import-AdUsers -Full reads everything again.", _state.Entry.Name);
        }

        Dictionary<string, (string? Parent, bool Enabled)> known = new(StringComparer.Ordinal);
        await foreach (AppUser person in _hub.ReadAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, _state.Entry.Id).Equal(row => row.State, AppUserState.Present), cancellationToken).ConfigureAwait(false))
        {
            known[person.Key] = (person.ParentKey, person.Enabled);
        }

        int read = 0;
        List<string> lacking = [];
        List<string> differing = [];
        await foreach (DirectoryPersonKey person in changes.ReadKeysAsync(cancellationToken).ConfigureAwait(false))
        {
            read++;
            if (!known.Remove(person.Key, out (string? Parent, bool Enabled) mine))
            {
                lacking.Add(person.Key);
            }
            else if (mine.Parent != person.ParentKey || (person.Enabled is { } enabled && enabled != mine.Enabled))
            {
                differing.Add(person.Key);
            }
        }

        request.Tell?.Invoke(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{_state.Entry.Name}: {read:N0} people compared by key, container and state: {lacking.Count:N0} lacking in the hub, {known.Count:N0} too many, {differing.Count:N0} different."));
        await foreach (AppUser person in FindAsync([.. lacking, .. differing], attributes, known: false, cancellationToken).ConfigureAwait(false))
        {
            yield return person;
        }

        await foreach (AppUser person in FindAsync([.. known.Keys], attributes, known: true, cancellationToken).ConfigureAwait(false))
        {
            yield return person;
        }
    }
}
