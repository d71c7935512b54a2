namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Changes a made-up domain at random, by every kind of change that an incremental import is to see; keeps a log.</summary>
internal sealed class RandomLife(ModelDomain domain, Random random)
{
    private readonly HashSet<ModelPerson> _justDeleted = [];
    private int _number;

    /// <summary>What was done, in order.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Accounts made anew under an old name with another login: they wait for a word.</summary>
    public HashSet<ModelPerson> Inherited { get; } = [];

    /// <summary>People whose mail address is broken at the moment, with the last good one.</summary>
    public Dictionary<ModelPerson, string> Broken { get; } = [];

    public void Populate(int people)
    {
        for (int i = 0; i < 6; i++)
        {
            domain.Container($"Unit, {i}", Any(domain.Containers));
        }

        for (int i = 0; i < people; i++)
        {
            Create();
        }

        for (int i = 0; i < 12; i++)
        {
            domain.Group($"Group {i}", [.. Some(domain.People, random.Next(12)), .. Some(domain.Groups, random.Next(3))]);
        }
    }

    /// <summary>One change.</summary>
    public void Step()
    {
        ModelPerson person = Any(domain.People);
        ModelGroup group = Any(domain.Groups.Where(group => group != domain.Everybody));
        Action step = random.Next(24) switch
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
            20 => () => Join(group, [Any(domain.Groups)]),
            21 => () => Change("primary group", person, other => other.PrimaryGroup = Any(domain.Groups).Rid),
            22 => () => GroupComesOrGoes(group),
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
        ModelPerson[] deleted = [.. domain.Entries.OfType<ModelPerson>().Where(person => person.Deleted && !_justDeleted.Contains(person) && !domain.People.Any(other => other.Values["sAMAccountName"] == person.Values["sAMAccountName"]))];
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

    private void GroupComesOrGoes(ModelGroup group)
    {
        if (random.Next(2) == 0 && group.Name != "Scope")
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
        else
        {
            Broken[person] = person.Values["mail"];
            Change("break mail", person, other => other.Values["mail"] = "no mail address");
        }
    }

    private void Say(string what, ModelEntry entry) => Log.Add($"{what}: {entry} ({entry.Key})");

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
