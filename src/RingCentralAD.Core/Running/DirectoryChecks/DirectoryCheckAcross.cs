using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Finds addresses, names and numbers that people of several directories have: one person whom both know, or two who would be taken for one. Directories
/// that are not checked themselves count with what the hub has of them.
/// </summary>
public sealed class DirectoryCheckAcross
{
    private const string WhoShares =
        "An import takes people who share an address or a login for one person, unless names, employee numbers or addresses differ: then they wait (Get-ImportMatch). See that each pair is one person, or give one of them another value or leave it out of the scope.";

    private const string NumberShared =
        "See whether they are one person whom both directories know under different addresses: an import takes nobody for one person by a number alone. A number that people share, such as a switchboard's, may stay.";

    private static readonly (string Check, string One, string Many, string Remedy)[] s_kinds =
    [
        ("Mail in several directories", "mail address", "mail addresses", WhoShares), ("User name in several directories", "user name", "user names", WhoShares),
        ("Login in several directories", "login", "logins", WhoShares), ("Phone number in several directories", "phone number", "phone numbers", NumberShared),
    ];

    private readonly Dictionary<UInt128, Holder>[] _first = [[], [], [], []];
    private readonly Dictionary<UInt128, Shared>[] _shared = [[], [], [], []];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);

    /// <summary>The findings about all directories together; none where there is only one.</summary>
    /// <param name="hub">What is known of the directories that were not checked.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<DirectoryCheck>> FindAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ProfileBuilder builder = await ProfileBuilder.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false);
        foreach (DirectoryEntry entry in builder.Directories.Where(entry => !_checked.Contains(entry.Id)))
        {
            string userName = builder.Mappings.LdapName(entry.Id, "userName");
            await foreach (AppUser person in hub.ReadAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, entry.Id).Equal(row => row.State, AppUserState.Present).Equal(row => row.InScope, true), cancellationToken).ConfigureAwait(false))
            {
                string? login = builder.Build(AttributeSet.Empty, AttributeSet.Empty, [person]).Values.Text("login");
                Add(entry, person, person.Attributes.Text(userName), login, DirectoryCheckPeople.PhonesOf(person));
            }
        }

        return _names.Count < 2 ? [] : [.. s_kinds.Select((kind, at) => Finding(kind, _shared[at]))];
    }

    /// <summary>Notes that a directory is checked itself.</summary>
    internal void Check(DirectoryEntry entry)
    {
        _checked.Add(entry.Id);
        _names.Add(entry.Name);
    }

    /// <summary>Takes a person in.</summary>
    internal void Add(DirectoryEntry entry, AppUser person, string? userName, string? login, IEnumerable<(string Shown, string Comparable)> phones)
    {
        _names.Add(entry.Name);
        Holder holder = new(entry.Name, person.Place);
        string? mail = person.Attributes.Text("mail");
        bool known = Add(0, mail, MatchKey.Of(mail), holder);
        Add(1, userName, MatchKey.Of(userName), holder);
        Add(2, login, MatchKey.Of(login), holder);
        foreach ((string shown, string comparable) in phones)
        {
            // Whoever shares the address too is named there.
            Add(3, shown, known ? null : comparable, holder);
        }
    }

    private bool Add(int kind, string? value, string? comparable, Holder holder)
    {
        if (value is null || comparable is null)
        {
            return false;
        }

        UInt128 print = DirectoryCheckDuplicates.Fingerprint(comparable);
        if (_first[kind].TryAdd(print, holder) || _first[kind][print] is not { } first || first.Directory == holder.Directory)
        {
            return false;
        }

        if (!_shared[kind].TryGetValue(print, out Shared? shared))
        {
            _shared[kind][print] = shared = new Shared(value, first);
        }

        shared.Add(holder);
        return true;
    }

    private DirectoryCheck Finding((string Check, string One, string Many, string Remedy) kind, Dictionary<UInt128, Shared> shared)
    {
        DirectoryCheckFindings findings = new(string.Join(", ", _names.Order(StringComparer.Ordinal)));
        IEnumerable<string> examples = shared.Values.OrderByDescending(one => one.Holders).ThenBy(one => one.Value, StringComparer.Ordinal).Select(one => $"[{one}]");
        return shared.Count == 0
            ? findings.Passed(kind.Check, $"No {kind.Many} are shared by people of several directories.")
            : findings.Warning(
                kind.Check, $"{Counted.Of(shared.Count, $"{kind.One} belongs", $"{kind.Many} belong")} to people of several directories: {DirectoryCheckFindings.Some(examples, shared.Count)}.", kind.Remedy);
    }

    private sealed record Holder(string Directory, string Place)
    {
        public override string ToString() => $"{Place} ({Directory})";
    }

    private sealed class Shared(string value, Holder first)
    {
        private readonly List<string> _examples = [first.ToString()];

        public string Value => value;

        public int Holders { get; private set; } = 1;

        public void Add(Holder holder)
        {
            Holders++;
            if (_examples.Count < DirectoryCheckFindings.Examples)
            {
                _examples.Add(holder.ToString());
            }
        }

        public override string ToString() => $"{value}: {DirectoryCheckFindings.Some(_examples, Holders)}";
    }
}
