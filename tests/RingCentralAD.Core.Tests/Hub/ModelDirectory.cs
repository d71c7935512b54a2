using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Shows a made-up domain as a directory, whole and by its changes; can be told to stammer, to refuse, and to break off.</summary>
internal sealed class ModelDirectory(ModelDomain domain, string systemId) : IDirectory, IDirectoryChanges, IDirectoryBeside
{
    /// <summary>The directory's id in the hub.</summary>
    public string Id => systemId;

    /// <summary>Shows each change twice, and some things besides that did not change.</summary>
    public Random? Stammer { get; set; }

    /// <summary>Why the server cannot go on from any position; null where it can.</summary>
    public string? Refuses { get; set; }

    /// <summary>Does not tell who or what is gone, people, groups and containers alike, and says so with these words.</summary>
    public string? Blind { get; set; }

    /// <summary>Breaks off after so many things were shown.</summary>
    public int BreakAfter { get; set; } = int.MaxValue;

    /// <summary>After so many writes the answer to one is lost: it was carried out, and nobody hears of it.</summary>
    public int LosesAnswerAfter { get; set; } = int.MaxValue;

    /// <summary>An attribute that the directory does not take; null for none.</summary>
    public string? RefusesAttribute { get; set; }

    /// <summary>Whose change numbers they are.</summary>
    public string Controller { get; set; } = "dc1";

    /// <summary>Opens a second connection; null where the server takes none.</summary>
    public Func<ModelDirectory>? Beside { get; set; }

    /// <summary>Is waited for before a group is shown; gets its number.</summary>
    public Func<int, CancellationToken, Task>? BeforeGroup { get; set; }

    /// <summary>Is waited for before one of all people is shown; gets their number.</summary>
    public Func<int, CancellationToken, Task>? BeforePerson { get; set; }

    /// <summary>Readings of groups or people that were begun and are not ended.</summary>
    public int Open { get; private set; }

    /// <summary>Whether the connection was closed.</summary>
    public bool Closed { get; private set; }

    /// <summary>Groups that the account does not see.</summary>
    public HashSet<ModelGroup> Hidden { get; } = [];

    /// <summary>How many people were shown since this was last set to 0.</summary>
    public int Shown { get; set; }

    /// <summary>How often everybody was read.</summary>
    public int FullReads { get; private set; }

    public DirectoryDescription Description { get; } = new()
    {
        Kind = DirectoryKind.ActiveDirectory,
        Name = "example.com",
        DomainKey = "model",
        NamingContext = "DC=example,DC=com",
        Server = "model",
        Names = RingCentralAD.Core.Directories.DirectoryNames.ActiveDirectory.Attributes,
    };

    public async IAsyncEnumerable<DirectoryContainer> ReadContainersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (ModelContainer container in domain.Containers.OrderBy(Depth))
        {
            await StepAsync();
            yield return Show(container);
        }
    }

    public IAsyncEnumerable<DirectoryGroup> ReadGroupsAsync(CancellationToken cancellationToken = default) =>
        CountAsync(domain.Groups.Where(group => !Hidden.Contains(group)), Show, BeforeGroup, cancellationToken);

    public IAsyncEnumerable<AppUser> ReadUsersAsync(DirectoryRead read, CancellationToken cancellationToken = default)
    {
        bool all = read.BaseDn is null && read.Names is null && read.Keys is null;
        FullReads += all ? 1 : 0;
        return CountAsync(
            domain.People.Where(person => (read.BaseDn is null || person.Dn.EndsWith(read.BaseDn, StringComparison.OrdinalIgnoreCase)) && read.Keys?.Contains(person.Key) != false),
            person => Show(person, read.Attributes), all ? BeforePerson : null, cancellationToken);
    }

    public Task<AppUser?> FindUserAsync(string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default) =>
        Task.FromResult(domain.People.FirstOrDefault(person => person.Key == key) is { } found ? Show(found, attributes) : null);

    public Task WriteAsync(string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken = default)
    {
        ModelPerson person = domain.People.FirstOrDefault(person => person.Key == key)
            ?? throw new RingCentralAdException("AdEntryNotFound", ErrorKind.NotFound, $"{key} is gone.", "Import again.");
        if (changes.Any(change => person.Values.GetValueOrDefault(change.Attribute) != change.Before))
        {
            throw new RingCentralAdException("WriteBackStale", ErrorKind.Conflict, $"{person} no longer holds what was read.", "Import again.");
        }

        if (changes.Any(change => change.Attribute == RefusesAttribute))
        {
            throw new RingCentralAdException("AdValueRefused", ErrorKind.Data, $"{person} does not take {RefusesAttribute}.", "Correct the mapping.");
        }

        foreach (AttributeChange change in changes)
        {
            person.Values.Remove(change.Attribute);
            if (change.After is { } value)
            {
                person.Values[change.Attribute] = value;
            }
        }

        domain.Touch(person);
        return LosesAnswerAfter-- > 0 ? Task.CompletedTask : throw new RingCentralAdException("AdConnectionLost", ErrorKind.Unavailable, "The connection was cut.", "Run it again.");
    }

    public Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken = default) => Task.FromResult<ChangePosition?>(Position());

    public async IAsyncEnumerable<DirectoryChange> ReadChangesAsync(
        ChangePosition since, IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Refuses is not null)
        {
            throw new RingCentralAdException("ChangesUnavailable", ErrorKind.Unavailable, Refuses, null);
        }

        long usn = long.Parse(since.Value, CultureInfo.InvariantCulture);
        ChangePosition end = Position();
        foreach (DirectoryChange change in Changes(usn, attributes).ToArray())
        {
            await StepAsync();
            yield return change;
            if (Stammer?.Next(2) == 0)
            {
                yield return change;
            }
        }

        await StepAsync();
        yield return new ChangesEnd(end);
    }

    public async IAsyncEnumerable<DirectoryPersonKey> ReadKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (ModelPerson person in domain.People)
        {
            await StepAsync();
            yield return new DirectoryPersonKey(person.Key, person.Parent!.Key, !person.Disabled, MarkOf(person));
        }
    }

    public async IAsyncEnumerable<string> ReadGroupKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (ModelGroup group in domain.Groups.Where(group => !Hidden.Contains(group)))
        {
            await StepAsync();
            yield return group.Key;
        }
    }

    public Task<IDirectory?> TryOpenBesideAsync(CancellationToken cancellationToken = default) => Task.FromResult<IDirectory?>(Beside?.Invoke());

    public ValueTask DisposeAsync()
    {
        Closed = true;
        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerable<TShown> CountAsync<TEntry, TShown>(
        IEnumerable<TEntry> entries, Func<TEntry, TShown> show, Func<int, CancellationToken, Task>? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Open++;
        try
        {
            int number = 0;
            foreach (TEntry entry in entries)
            {
                await (before?.Invoke(number++, cancellationToken) ?? Task.CompletedTask);
                await StepAsync();
                yield return show(entry);
            }
        }
        finally
        {
            Open--;
        }
    }

    private IEnumerable<DirectoryChange> Changes(long usn, IReadOnlyList<string> attributes)
    {
        foreach (ModelContainer container in Told<ModelContainer>().OrderBy(Depth).Where(IsNew))
        {
            yield return container.Deleted ? new ContainerGone(container.Key) : new ContainerChanged(Show(container));
        }

        // As the port has it: the groups below a renamed container are shown with their new names, the people are not.
        foreach (ModelGroup group in Told<ModelGroup>().Where(group => !Hidden.Contains(group) && (IsNew(group) || IsBelowNew(group))))
        {
            yield return group.Deleted ? new GroupGone(group.Key) : new GroupChanged(Show(group));
        }

        foreach (ModelPerson person in Told<ModelPerson>().Where(IsNew))
        {
            yield return person.Deleted
                ? new PersonGone(person.Key)
                : new PersonChanged(Show(person, attributes), [.. domain.Groups.Where(group => group.Members.Contains(person)).Select(group => group.Key)]);
        }

        bool IsNew(ModelEntry entry) => entry.Usn > usn || Stammer?.Next(40) == 0;

        IEnumerable<T> Told<T>()
            where T : ModelEntry => domain.Entries.OfType<T>().Where(entry => !entry.Deleted || Blind is null);

        bool IsBelowNew(ModelEntry entry) => entry.Parent is { } parent && (parent.Usn > usn || IsBelowNew(parent));
    }

    private ChangePosition Position() => new(ChangeMethod.DirSync, "model", domain.Usn.ToString(CultureInfo.InvariantCulture)) { Blind = Blind };

    private static int Depth(ModelEntry entry) => entry.Parent is null ? 0 : Depth(entry.Parent) + 1;

    private Task StepAsync() => BreakAfter-- > 0 ? Task.CompletedTask : throw new IOException("The connection was cut.");

    private DirectoryContainer Show(ModelContainer container) => new(systemId, container.Key, container.Parent?.Key, container.Dn);

    private static DirectoryGroup Show(ModelGroup group) => new()
    {
        Key = group.Key,
        Name = group.Name,
        Place = group.Dn,
        PrimaryGroupId = group.Rid,
        Members = group.MembersUnknown ? null : [.. group.Members.Select(member => member.Key)],
    };

    private AppUser Show(ModelPerson person, IReadOnlyList<string> wanted)
    {
        Shown++;
        Dictionary<string, object?> all = new(StringComparer.OrdinalIgnoreCase)
        {
            ["cn"] = person.Name,
            ["userAccountControl"] = person.Disabled ? "514" : "512",
            ["primaryGroupID"] = person.PrimaryGroup.ToString(CultureInfo.InvariantCulture),
            ["manager"] = person.Manager?.Dn,
            ["memberOf"] = domain.Groups.Where(group => group.Members.Contains(person)).Select(group => group.Dn).ToArray(),
        };
        foreach ((string name, string value) in person.Values)
        {
            all[name] = value;
        }

        AttributeSet attributes = new(all.Where(pair => wanted.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)));
        return new AppUser
        {
            SystemId = systemId,
            Key = person.Key,
            Enabled = !person.Disabled,
            Place = person.Dn,
            ParentKey = person.Parent!.Key,
            Attributes = attributes,
            Hash = AppUserHash.Of(person.Dn, person.Parent.Key, !person.Disabled, attributes),
            MailKey = MatchKey.Of(attributes.Text("mail")),
            Mark = MarkOf(person),
        };
    }

    private string MarkOf(ModelPerson person) => string.Create(CultureInfo.InvariantCulture, $"{Controller}:{person.Usn}");
}
