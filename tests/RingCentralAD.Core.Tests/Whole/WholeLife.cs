using System.Globalization;
using RingCentralAD.Core.Tests.Hub;
using Xunit;

namespace RingCentralAD.Core.Tests.Whole;

/// <summary>
/// What happens to a company at random: in its directory, in RingCentral's portal, and by the administrator's commands in the hub. Each step
/// tells the model of what was decided by hand; what follows from it is for the runs and the model to find out.
/// </summary>
internal sealed partial class WholeLife(WholeSystem system, WholeModel model, ModelContainer scope, ModelGroup assigned, Random random)
{
    private const int Crowd = 90;
    private readonly HashSet<ModelPerson> _unseen = [];
    private readonly HashSet<ExpectedPerson> _changedByHand = [];
    private readonly List<(string Number, long Extension)> _ports = [];
    private int _number;

    /// <summary>What was done since the last run, in order.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The last provisioning came to its end: the hub has heard of all that it did.</summary>
    public bool KnowsAccounts { get; set; } = true;

    /// <summary>How often each kind of step was made.</summary>
    public SortedDictionary<string, int> Kinds { get; } = new(StringComparer.Ordinal);

    private ModelDomain Domain => system.Domain;

    /// <summary>So many are left that some may come back; the rest of the room is for new ones.</summary>
    private bool HasRoom => Domain.People.Count() < Crowd - 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Populate(int people)
    {
        for (int i = 0; i < 4; i++)
        {
            Domain.Container($"Unit, {i}", Any(Domain.Containers.Where(container => container != Domain.Root && container != Domain.Leavers)));
        }

        for (int i = 0; i < people; i++)
        {
            Hire();
        }

        ModelGroup[] teams = [.. Enumerable.Range(0, 5).Select(i => Domain.Group($"Team {i}", [.. Some(Domain.People, people / 4)]))];
        Domain.Join(assigned, teams[0], teams[1]);
        Domain.Join(teams[1], teams[2]);
    }

    /// <summary>An import has seen everything so far.</summary>
    public void Seen()
    {
        _unseen.Clear();
        Log.Clear();
    }

    /// <summary>One step; steps that find nobody to happen to are made anew.</summary>
    public async Task StepAsync()
    {
        while (!await TryStepAsync())
        {
        }
    }

    private async Task<bool> TryStepAsync()
    {
        ModelPerson entry = Any(Domain.People);
        ExpectedPerson? person = Any(model.People);
        switch (random.Next(40))
        {
            case 0 or 1:
                return Domain.People.Count() < Crowd && Say("hire", Hire());
            case 2:
                Domain.Rename(entry, "Renamed " + ++_number);
                return Change("rename", entry, other => (other.Values["givenName"], other.Values["sn"]) = ("Given" + _number, "Family" + _number));
            case 3:
                return Move(entry, Any(Domain.Containers.Where(container => container != Domain.Root)));
            case 4:
                return Move(entry, scope);
            case 5 or 6:
                return !entry.Disabled && Change("disable", entry, other => other.Disabled = true);
            case 7 or 8 or 9:
                return Any(Domain.People.Where(other => other.Disabled)) is { } disabled && Change("enable", disabled, other => other.Disabled = false);
            case 10:
                return Domain.People.Count() > Crowd / 2 && Delete(entry);
            case 11:
                return Recreate(Any(Domain.Entries.OfType<ModelPerson>().Where(other => HasRoom || !other.Deleted)));
            case 12:
                return HasRoom && Restore();
            case 13:
                return Change("new mail", entry, other => other.Values["mail"] = $"address{++_number}@example.com");
            case 14:
                return Swap();
            case 15:
                return BreakOrMend(entry);
            case 16:
                return Twin(entry);
            case 17:
                return Change("department", entry, other => other.Values["department"] = random.Next(3) switch { 0 => "Sales", 1 => "Legal", _ => "Works " + random.Next(9) });
            case 18:
                return Change("mobile", entry, other => _ = random.Next(3) == 0 ? other.Values.Remove("mobile") : Set(other, "mobile", string.Create(CultureInfo.InvariantCulture, $"+1650555{random.Next(10_000):d4}")));
            case 19:
                return Change("state", entry, other => other.Values["st"] = random.Next(5) switch { 0 => "NY", 1 => "Colorado", 2 => "Nowhere", _ => "CA" });
            case 20:
                return Change("street", entry, other => other.Values["streetAddress"] = $"{++_number} Main Street");
            case 21 or 22:
                return Join(Group(), [.. Some(Domain.People, random.Next(1, 4))]);
            case 23:
                return Leave(Group());
            case 24:
                return Join(Group(), [Any(Domain.Groups.Where(other => other != Domain.Everybody))]);
            case 25:
                return GroupComesOrGoes(Group());
            case 26:
                return MoveContainer(Any(Domain.Containers.Where(container => container != Domain.Root && container != Domain.Leavers && container != scope)));
            case 27:
                return OrderPort(Any(WithLine()));
            case 28 or 29:
                return CompletePort();
            case 30:
                return InPortal(Any(WithLine()));
            case 31:
                return await EditMappingAsync();
            case 32:
                return person is not null && await SuspendOrResumeAsync(person);
            case 33:
                return EditPhone(entry);
            case 34:
                return person is not null && random.Next(2) == 0 && await DisableAsync(person);
            case 35:
                return Any(model.People.Where(other => !other.Active)) is { } inactive && await EnableAsync(inactive);
            case 36:
                return person is { Active: true } && await AssignAsync(person);
            case 37:
                return person is { Active: true } && await PilotAsync(person);
            case 38:
                return random.Next(4) == 0 && await ReactivationAsync();
            default:
                return MadeInPortal(Any(model.People.Where(other => other is { Line: null, Wanted: false })));
        }
    }

    private ModelPerson Hire()
    {
        string sam = "p" + ++_number;
        ModelPerson entry = Domain.Person(sam, Any(Domain.Containers.Where(container => container != Domain.Root && (container != Domain.Leavers || random.Next(3) == 0))));
        entry.Disabled = random.Next(10) == 0;
        foreach ((string name, string value) in ((string, string)[])[("streetAddress", "1 Main Street"), ("l", "Belmont"), ("st", "CA"), ("postalCode", "94002"), ("c", "US")])
        {
            entry.Values[name] = value;
        }

        if (random.Next(2) == 0)
        {
            entry.Values["employeeNumber"] = "E" + _number;
        }

        if (Domain.Groups.FirstOrDefault(group => group != Domain.Everybody) is not null && random.Next(2) == 0)
        {
            Domain.Join(Group(), entry);
        }

        return entry;
    }

    private bool Delete(ModelPerson entry)
    {
        // Two who swapped their addresses are not told apart from each other before an import has seen it.
        if (_unseen.Contains(entry))
        {
            return false;
        }

        _unseen.Add(entry);
        Domain.Delete(entry);
        return Say("delete", entry);
    }

    /// <summary>A new account under the old name: for the same person, or for one who inherits the address.</summary>
    private bool Recreate(ModelPerson entry)
    {
        if (Domain.People.Any(other => other != entry && other.Values["sAMAccountName"] == entry.Values["sAMAccountName"]) || (!entry.Deleted && !Delete(entry)))
        {
            return false;
        }

        ModelPerson anew = Domain.Person(entry.Values["sAMAccountName"], Any(Domain.Containers.Where(container => container != Domain.Root)));
        foreach ((string name, string value) in entry.Values.Where(pair => pair.Key != "telephoneNumber"))
        {
            anew.Values[name] = value;
        }

        anew.Values["mail"] = model.Of(entry)?.Mail ?? entry.Values["mail"];
        switch (random.Next(4))
        {
            case 0:
                anew.Values["userPrincipalName"] = $"heir{++_number}@corp.example.com";
                break;
            case 1:
                anew.Values["employeeNumber"] = "E" + ++_number;
                break;
        }

        Domain.Touch(anew);
        return Say("recreate", anew);
    }

    private bool Restore()
    {
        if (Any(Domain.Entries.OfType<ModelPerson>().Where(other =>
            other.Deleted && !_unseen.Contains(other) && !Domain.People.Any(here => here.Values["sAMAccountName"] == other.Values["sAMAccountName"]) && IsFree(other.Values["mail"], other))) is not { } entry)
        {
            return false;
        }

        entry.Parent = entry.Parent!.Deleted ? scope : entry.Parent;
        Domain.Restore(entry);
        return Say("restore", entry);
    }

    /// <summary>Nobody else has the address, in the directory or in the hub: an address of two people whom the hub knows is not what this life is about.</summary>
    private bool IsFree(string mail, ModelPerson entry) =>
        !Domain.People.Any(other => other != entry && other.Values["mail"] == mail) && !model.People.Exists(person => person.Entry != entry && person.Mail == mail);

    private bool Swap()
    {
        ModelPerson[] two = Some(model.People.Where(person => !person.Entry.Deleted && person.Entry.Values["mail"] == person.Mail && !_unseen.Contains(person.Entry)).Select(person => person.Entry), 2);
        if (two.Length < 2)
        {
            return false;
        }

        (string first, string second) = (two[0].Values["mail"], two[1].Values["mail"]);
        Change("swap mail", two[0], other => other.Values["mail"] = second);
        Change("swap mail", two[1], other => other.Values["mail"] = first);
        _unseen.UnionWith(two);
        return true;
    }

    private bool BreakOrMend(ModelPerson entry)
    {
        if (model.Of(entry) is not { } person || _unseen.Contains(entry))
        {
            return false;
        }

        return random.Next(2) == 0
            ? entry.Values["mail"] == person.Mail ? Change("break mail", entry, other => other.Values["mail"] = "no mail address") : Change("mend mail", entry, other => other.Values["mail"] = person.Mail)
            : entry.Values.ContainsKey("sn") ? KnowsAccounts && person.Line is not null && Change("clear name", entry, other => other.Values.Remove("sn")) : Change("mend name", entry, other => other.Values["sn"] = "Family" + ++_number);
    }

    /// <summary>Somebody new with the address of somebody who is there.</summary>
    private bool Twin(ModelPerson entry)
    {
        if (Domain.People.Count() >= Crowd || (model.Of(entry) is { } person && person.Mail != entry.Values["mail"]))
        {
            return false;
        }

        ModelPerson twin = Hire();
        return Change("twin", twin, other => other.Values["mail"] = entry.Values["mail"]);
    }

    private bool Move(ModelEntry entry, ModelContainer parent)
    {
        if (entry.Parent == parent)
        {
            return false;
        }

        Domain.Move(entry, parent);
        return Say("move", entry);
    }

    private bool MoveContainer(ModelContainer container)
    {
        if (random.Next(2) == 0)
        {
            Domain.Rename(container, "Unit, r" + ++_number);
            return Say("rename unit", container);
        }

        ModelContainer[] places = [.. Domain.Containers.Where(place => place != Domain.Root && !$",{place.Dn}".EndsWith("," + container.Dn, StringComparison.Ordinal))];
        return random.Next(3) == 0 && Move(container, Any(places));
    }

    private ModelGroup Group() => Any(Domain.Groups.Where(group => group != Domain.Everybody));

    private bool Join(ModelGroup group, ModelEntry[] members)
    {
        Domain.Join(group, members);
        return Say($"join {string.Join(" + ", (IEnumerable<ModelEntry>)members)} to", group);
    }

    private bool Leave(ModelGroup group)
    {
        ModelEntry[] leaving = Some(group.Members, random.Next(1, 3));
        Domain.Leave(group, leaving);
        return leaving.Length > 0 && Say($"leave {string.Join(" + ", (IEnumerable<ModelEntry>)leaving)} from", group);
    }

    private bool GroupComesOrGoes(ModelGroup group)
    {
        if (random.Next(3) == 0 && group != assigned)
        {
            Domain.Delete(group);
            return Say("delete group", group);
        }

        return Domain.Groups.Count() < 12 && Say("new group", Domain.Group("Team n" + ++_number, [.. Some(Domain.People, 5)]));
    }

    private bool Change(string what, ModelPerson entry, Action<ModelPerson> change)
    {
        Domain.Change(entry, change);
        return Say(what, entry);
    }

    private static bool Set(ModelPerson entry, string name, string value)
    {
        entry.Values[name] = value;
        return true;
    }

    private bool Say(string what, ModelEntry? entry)
    {
        string kind = string.Join(' ', what.Split(' ').TakeWhile(word => word.All(char.IsLetter)).Take(2));
        Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
        Log.Add($"{what} {entry}");
        return true;
    }

    private T Any<T>(IEnumerable<T> all)
    {
        T[] array = [.. all];
        return array.Length == 0 ? default! : array[random.Next(array.Length)];
    }

    private T[] Some<T>(IEnumerable<T> all, int count)
    {
        T[] array = [.. all];
        random.Shuffle(array);
        return array[..Math.Min(count, array.Length)];
    }
}
