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

    public ModelDomain()
    {
        Root = Add(new ModelContainer(NewKey(), "DC=example,DC=com", null));
        Staff = Container("Staff");
        Leavers = Container("Leavers");
        Everybody = Add(new ModelGroup(NewKey(), "Domain Users", Root) { Rid = 513 });
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

    public void Join(ModelGroup group, params ModelEntry[] members)
    {
        group.Members.UnionWith(members);
        Touch(group);
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
            foreach (ModelPerson other in People.Where(other => other.Manager == person))
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
        foreach (ModelGroup group in _left[person].Where(group => !group.Deleted))
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
