using System.Globalization;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>
/// A made-up domain that changes as Active Directory does (directory/NOTES, section 3): a renamed container is all that is marked as changed,
/// not what lies below; a deleted member leaves its groups without their being marked; restored, it is in them again.
/// </summary>
internal sealed class ModelDomain
{
    private readonly Dictionary<ModelPerson, List<ModelGroup>> _left = [];
    private int _keys;

    /// <param name="root">The name of its root.</param>
    /// <param name="hasPrimaryGroups">Everybody has a primary group, as in Active Directory.</param>
    public ModelDomain(string root = "DC=example,DC=com", bool hasPrimaryGroups = true)
    {
        Root = Add(new ModelContainer(NewKey(), root, null));
        Staff = Container("Staff");
        Leavers = Container("Leavers");
        Everybody = Add(new ModelGroup(NewKey(), "Domain Users", Root) { Rid = hasPrimaryGroups ? 513 : -1, FixedDn = $"CN=Domain Users,CN=Users,{root}" });
    }

    public ModelContainer Root { get; }

    public ModelContainer Staff { get; }

    public ModelContainer Leavers { get; }

    public ModelGroup Everybody { get; }

    public List<ModelEntry> Entries { get; } = [];

    public long Usn { get; private set; }

    public IEnumerable<ModelContainer> Containers => Entries.OfType<ModelContainer>().Where(entry => !entry.Deleted);

    public IEnumerable<ModelGroup> Groups => Entries.OfType<ModelGroup>().Where(entry => !entry.Deleted);

    public IEnumerable<ModelPerson> People => Entries.OfType<ModelPerson>().Where(entry => !entry.Deleted);

    public ModelContainer Container(string name, ModelContainer? parent = null) => Add(new ModelContainer(NewKey(), name, parent ?? Root));

    public ModelGroup Group(string name, params ModelEntry[] members)
    {
        ModelGroup group = Add(new ModelGroup(NewKey(), name, Root) { Rid = 1000 + _keys });
        group.Members.UnionWith(members);
        return group;
    }

    public ModelPerson Person(string sam, ModelContainer? parent = null)
    {
        ModelPerson person = new(NewKey(), sam, parent ?? Staff);
        person.Values["sAMAccountName"] = sam;
        person.Values["givenName"] = "Given" + sam;
        person.Values["sn"] = "Family" + sam;
        person.Values["mail"] = sam + "@example.com";
        person.Values["userPrincipalName"] = sam + "@corp.example.com";
        person.Values["department"] = "Sales";
        return Add(person);
    }

    /// <summary>Marks an entry as changed, after changing it.</summary>
    public void Touch(ModelEntry entry) => entry.Usn = ++Usn;

    public void Change(ModelPerson person, Action<ModelPerson> change)
    {
        change(person);
        Touch(person);
    }

    public void Rename(ModelEntry entry, string name)
    {
        entry.Name = name;
        Touch(entry);
    }

    public void Move(ModelEntry entry, ModelContainer parent)
    {
        entry.Parent = parent;
        Touch(entry);
    }

    /// <summary>Nobody is a member of their primary group besides.</summary>
    public void Join(ModelGroup group, params ModelEntry[] members)
    {
        group.Members.UnionWith(members.Where(member => (member as ModelPerson)?.PrimaryGroup != group.Rid));
        Touch(group);
    }

    /// <summary>Who changes the primary group is a member of the former one from then on, and of the new one no longer by its list.</summary>
    public void SetPrimaryGroup(ModelPerson person, ModelGroup group)
    {
        ModelGroup before = Groups.Single(other => other.Rid == person.PrimaryGroup);
        Change(person, other => other.PrimaryGroup = group.Rid);
        Join(before, person);
        Leave(group, person);
    }

    public void Leave(ModelGroup group, params ModelEntry[] members)
    {
        group.Members.ExceptWith(members);
        Touch(group);
    }

    public void Delete(ModelEntry entry)
    {
        List<ModelGroup> left = [.. Groups.Where(group => group.Members.Remove(entry))];
        if (entry is ModelPerson person)
        {
            _left[person] = left;

            // Of those who are deleted too: restored, they name nobody who is not there.
            foreach (ModelPerson other in Entries.OfType<ModelPerson>().Where(other => other.Manager == person))
            {
                other.Manager = null;
            }
        }

        entry.Deleted = true;
        Touch(entry);
    }

    public void Restore(ModelPerson person)
    {
        person.Deleted = false;
        person.PrimaryGroup = Everybody.Rid;
        foreach (ModelGroup group in _left[person].Where(group => !group.Deleted && group != Everybody))
        {
            group.Members.Add(person);
        }

        Touch(person);
    }

    private T Add<T>(T entry)
        where T : ModelEntry
    {
        Entries.Add(entry);
        Touch(entry);
        return entry;
    }

    // Keys fall anywhere, as GUIDs do.
    private string NewKey()
    {
        int number = ++_keys;
        return new Guid(unchecked((int)(number * 2654435761L)), 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]).ToString("D", CultureInfo.InvariantCulture);
    }
}
