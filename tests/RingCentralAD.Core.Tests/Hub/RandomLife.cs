namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Changes a made-up domain at random, by every kind of change that an incremental import is to see; keeps a log.</summary>
internal sealed class RandomLife(ModelDomain domain, Random random)
{
    private readonly HashSet<ModelPerson> _justDeleted = [];
    private readonly HashSet<ModelPerson> _justAddressed = [];
    private readonly HashSet<ModelContainer> _passing = [];
    private int _number;

    /// <summary>What was done, in order.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Accounts made anew under an old name with another login: they wait for a word.</summary>
    public HashSet<ModelPerson> Inherited { get; } = [];

    /// <summary>People whose mail address is broken at the moment, with the last good one.</summary>
    public Dictionary<ModelPerson, string> Broken { get; } = [];

    /// <summary>Whether the directory can restore somebody who was deleted.</summary>
    public Func<ModelPerson, bool> IsRestorable { get; init; } = _ => true;

    /// <summary>Whether a group can be made somebody's primary group.</summary>
    public Func<ModelGroup, bool> CanBePrimary { get; init; } = _ => true;

    /// <summary>How often each kind of change was made.</summary>
    public SortedDictionary<string, int> Kinds { get; } = [];

    public void Populate(int people)
    {
        for (int i = 0; i < 6 + (people / 100); i++)
        {
            domain.Container($"Unit, {i}", Any(domain.Containers));
        }

        for (int i = 0; i < people; i++)
        {
            Create();
        }

        for (int i = 0; i < 12 + (people / 100); i++)
        {
            domain.Group($"Group {i}", [.. Some(domain.People, random.Next(12 + (people / 50))), .. Some(domain.Groups, random.Next(3))]);
        }
    }

    /// <summary>One change.</summary>
    public void Step()
    {
        ModelPerson person = Any(domain.People);
        ModelGroup group = Any(domain.Groups.Where(group => group != domain.Everybody));
        Action step = random.Next(28) switch
        {
            0 => () => Say("create", Create()),
            1 => () => Change("department", person, other => other.Values["department"] = random.Next(3) switch { 0 => "Sales", 1 => "Legal", _ => "Works " + random.Next(9) }),
            2 => () => Change("clear", person, other => other.Values.Remove(random.Next(2) == 0 ? "department" : "mobile")),
            3 => () => Change("mobile", person, other => other.Values["mobile"] = "+1650555" + random.Next(1000, 9999)),
            4 or 5 => () => Change("disable", person, other => other.Disabled = true),
            6 or 7 => () => Change("enable", person, other => other.Disabled = false),
            8 => () => Delete(person),
            9 or 10 => Restore,
            11 => () => Recreate(person),
            12 => () => Move(person, Any(domain.Containers)),
            13 => () => Leaver(person),
            14 => () => Rename(person, "Renamed " + ++_number),
            15 => () => Rename(Any(domain.Containers.Where(container => container.Parent is not null)), "Renamed, " + ++_number),
            16 => MoveContainer,
            17 => () => Rename(group, "Group r" + ++_number),
            18 => () => Join(group, [.. Some(domain.People, random.Next(1, 6))]),
            19 => () => Leave(group, [.. Some(group.Members, random.Next(1, 6))]),
            20 => () => Join(group, [Any(domain.Groups.Where(other => other != group))]),
            21 => () => ChangePrimaryGroup(person),
            22 => () => GroupComesOrGoes(group),
            23 => () => Move(group, Any(domain.Containers)),
            24 => ContainerComesOrGoes,
            25 => () => Change("manager", person, other => other.Manager = random.Next(4) == 0 ? null : Any(domain.People)),
            26 => () => NewAddress(person),
            _ => () => BreakOrMend(person),
        };
        step();
    }

    private ModelPerson Create()
    {
        ModelPerson person = domain.Person("p" + ++_number, Any(domain.Containers));
        person.Disabled = random.Next(10) == 0;
        person.Manager = random.Next(3) == 0 ? Any(domain.People) : null;
        return person;
    }

    private void Change(string what, ModelPerson person, Action<ModelPerson> change)
    {
        Say(what, person);
        domain.Change(person, change);
    }

    /// <summary>An import has seen everything so far.</summary>
    public void Seen()
    {
        Log.Clear();
        _justDeleted.Clear();
        _justAddressed.Clear();
    }

    private void Delete(ModelPerson person)
    {
        Say("delete", person);
        _justDeleted.Add(person);
        domain.Delete(person);
    }

    private void Restore()
    {
        // Who is deleted and restored between two imports loses what named them (manager), and no directory says so.
        ModelPerson[] deleted = [.. domain.Entries.OfType<ModelPerson>().Where(person => person.Deleted && !_justDeleted.Contains(person) && IsRestorable(person) && !domain.People.Any(other => other.Values["sAMAccountName"] == person.Values["sAMAccountName"]))];
        if (deleted.Length > 0)
        {
            ModelPerson person = Any(deleted);
            person.Parent = person.Parent!.Deleted ? domain.Staff : person.Parent;
            domain.Restore(person);
            Say("restore", person);
        }
    }

    private void Recreate(ModelPerson person)
    {
        if (_justAddressed.Contains(person))
        {
            // No import saw the address on the first one: the heir is another person, and keeps it as login should the first come back.
            return;
        }

        Delete(person);
        ModelPerson anew = domain.Person(person.Values["sAMAccountName"], Any(domain.Containers));
        foreach ((string name, string value) in person.Values)
        {
            anew.Values[name] = value;
        }

        // Its mail address was broken, and so would the heir's be.
        anew.Values["mail"] = Broken.GetValueOrDefault(person, person.Values["mail"]);
        if (random.Next(3) == 0)
        {
            anew.Values["userPrincipalName"] = $"heir{++_number}@corp.example.com";
        }

        Inherited.Add(anew);
        Say("recreate", anew);
    }

    private void Leaver(ModelPerson person)
    {
        Change("disable the leaver", person, other => other.Disabled = true);
        Move(person, domain.Leavers);
    }

    private void Move(ModelEntry entry, ModelContainer parent)
    {
        Say($"move to {parent}", entry);
        domain.Move(entry, parent);
    }

    private void MoveContainer()
    {
        ModelContainer container = Any(domain.Containers.Where(container => container.Parent is not null && container != domain.Staff && container != domain.Leavers));
        ModelContainer[] places = [.. domain.Containers.Where(place => !$",{place.Dn}".EndsWith("," + container.Dn, StringComparison.Ordinal))];
        Move(container, Any(places));
    }

    private void Rename(ModelEntry entry, string name)
    {
        Say($"rename to {name}", entry);
        domain.Rename(entry, name);
    }

    private void Join(ModelGroup group, ModelEntry[] members)
    {
        Say($"join {string.Join(" + ", (IEnumerable<ModelEntry>)members)}", group);
        domain.Join(group, members);
    }

    private void Leave(ModelGroup group, ModelEntry[] members)
    {
        Say($"leave {string.Join(" + ", (IEnumerable<ModelEntry>)members)}", group);
        domain.Leave(group, members);
    }

    private void ChangePrimaryGroup(ModelPerson person)
    {
        if (Any(domain.Groups.Where(other => other.Rid != person.PrimaryGroup && CanBePrimary(other))) is { } group)
        {
            Say($"primary group {group}", person);
            domain.SetPrimaryGroup(person, group);
        }
    }

    private void NewAddress(ModelPerson person)
    {
        if (!Broken.ContainsKey(person))
        {
            _justAddressed.Add(person);
            Change("new address", person, other => other.Values["mail"] = $"address{++_number}@example.com");
        }
    }

    private void ContainerComesOrGoes()
    {
        ModelContainer? empty = random.Next(2) == 0 ? null : _passing.FirstOrDefault(container => !container.Deleted && domain.Entries.All(entry => entry.Deleted || entry.Parent != container));
        if (empty is null)
        {
            ModelContainer anew = domain.Container("Unit n" + ++_number, Any(domain.Containers));
            _passing.Add(anew);
            Say("create", anew);
        }
        else
        {
            Say("delete", empty);
            domain.Delete(empty);
        }
    }

    private void GroupComesOrGoes(ModelGroup group)
    {
        if (random.Next(2) == 0 && !group.Kept && domain.People.All(person => person.PrimaryGroup != group.Rid))
        {
            Say("delete", group);
            domain.Delete(group);
        }
        else
        {
            Say("create", domain.Group("Group n" + ++_number, [.. Some(domain.People, 4)]));
        }
    }

    private void BreakOrMend(ModelPerson person)
    {
        if (Broken.Remove(person, out string? good))
        {
            Change("mend mail", person, other => other.Values["mail"] = good);
        }
        else if (!_justAddressed.Contains(person))
        {
            Broken[person] = person.Values["mail"];
            Change("break mail", person, other => other.Values["mail"] = "no mail address");
        }
    }

    private void Say(string what, ModelEntry entry)
    {
        string kind = $"{what.Split(' ')[0]} {entry switch { ModelPerson => "person", ModelGroup => "group", _ => "container" }}";
        Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
        Log.Add($"{what}: {entry} ({entry.Key})");
    }

    private T Any<T>(IEnumerable<T> entries)
    {
        T[] all = [.. entries];
        return all.Length == 0 ? default! : all[random.Next(all.Length)];
    }

    private T[] Some<T>(IEnumerable<T> entries, int count)
    {
        T[] all = [.. entries];
        random.Shuffle(all);
        return all[..Math.Min(count, all.Length)];
    }
}
