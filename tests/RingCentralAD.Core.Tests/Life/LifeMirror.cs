using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>
/// A real server that lives the life of a made-up domain: what changed there is written down as LDIF, in an order in which a server carries it
/// out, and applied with the server's own tools. It does not write what a server does by itself: a deleted entry leaves its groups.
/// </summary>
internal abstract class LifeMirror(ModelDomain domain) : IAsyncDisposable
{
    private readonly Dictionary<ModelEntry, Held> _held = new() { [domain.Root] = new Held(domain.Root), [domain.Everybody] = new Held(domain.Everybody) };
    private readonly HashSet<ModelEntry> _gone = [];
    private readonly Dictionary<ModelEntry, string> _keys = [];
    private readonly StringBuilder _text = new();
    private long _written;

    /// <summary>The ways in which this server's changes are followed.</summary>
    public abstract IReadOnlyList<ChangeMethod> Methods { get; }

    /// <summary>Whether what is written down now is to be applied before anything else: the server goes on with it after its answer.</summary>
    public bool IsUrgent { get; protected set; }

    /// <summary>How a hub reaches it.</summary>
    public abstract DirectorySettings Settings { get; }

    protected ModelDomain Domain => domain;

    /// <summary>The server's key of an entry.</summary>
    public string KeyOf(ModelEntry entry) => _keys[entry];

    /// <summary>Whether the server's key of an entry is known: since it was learnt, be it deleted by now.</summary>
    public bool HasKey(ModelEntry entry) => _keys.ContainsKey(entry);

    public abstract Task<LdapDirectory> OpenAsync(DirectorySettings settings);

    /// <summary>Writes down what was done since the last time.</summary>
    public void Write()
    {
        ModelEntry[] changed = [.. domain.Entries.Where(entry => entry.Usn > _written).OrderBy(entry => entry.Usn)];
        _written = domain.Usn;
        foreach (ModelEntry entry in changed.Where(entry => entry.Deleted && _held.ContainsKey(entry)))
        {
            Line($"dn: {DnOf(entry)}\nchangetype: delete\n");
            Forget(entry);
            AfterDelete(entry);
        }

        ModelEntry[] living = [.. changed.Where(entry => !entry.Deleted)];
        ModelEntry[] anew = [.. living.Where(entry => !_held.ContainsKey(entry))];
        foreach (ModelEntry entry in living.Where(_held.ContainsKey))
        {
            Modify(entry);
            Rename(entry);
        }

        foreach (ModelEntry entry in anew.OrderBy(entry => entry is ModelContainer ? 0 : 1))
        {
            _held[entry] = new Held(entry);
            Line(_gone.Remove(entry) ? Restored((ModelPerson)entry) : $"dn: {DnOf(entry)}\nchangetype: add\n{Added(entry)}");
            Modify(entry);
        }

        foreach (ModelPerson person in living.OfType<ModelPerson>())
        {
            ChangePrimaryGroup(person);
        }

        // Who is restored is in their groups again without the made-up domain marking those as changed.
        foreach (ModelGroup group in domain.Groups.Where(group => living.Contains(group) || anew.Any(group.Members.Contains)))
        {
            ChangeMembers(group);
        }
    }

    /// <summary>Has the server do what was written down, and learns the keys of what is new.</summary>
    public async Task FlushAsync()
    {
        if (_text.Length > 0)
        {
            await ApplyAsync(_text.ToString());
            _text.Clear();
        }

        IsUrgent = false;
        await LearnAsync();
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Has the server carry LDIF out that the made-up domain knows nothing of.</summary>
    public abstract Task ApplyAsync(string ldif);

    /// <summary>Names and keys of all entries, as ldapsearch shows them.</summary>
    protected abstract Task<string> SearchAsync();

    protected abstract string KeyAttribute { get; }

    /// <summary>Object classes, and whatever a new entry needs.</summary>
    protected abstract string Added(ModelEntry entry);

    /// <summary>How a deleted person comes back, without values.</summary>
    protected abstract string Restored(ModelPerson person);

    /// <summary>A person's values as the server keeps them; null for none.</summary>
    protected abstract IEnumerable<(string Name, string? Value)> ValuesOf(ModelPerson person);

    /// <summary>The value by which a person's entry names the primary group.</summary>
    protected abstract string PrimaryGroupOf(ModelGroup group);

    /// <summary>What is learnt of an entry besides its key.</summary>
    protected virtual void Learn(ModelEntry entry, RawEntry shown)
    {
    }

    /// <summary>Writes down what else an administrator does where the server does not see to it.</summary>
    protected virtual void AfterRename(ModelEntry entry)
    {
    }

    /// <summary>The same, of a deleted entry.</summary>
    protected virtual void AfterDelete(ModelEntry entry)
    {
    }

    /// <summary>The members and the people led that the server holds, at this point of what was written down.</summary>
    protected IEnumerable<(ModelEntry Entry, IReadOnlyCollection<ModelEntry> Members, ModelPerson? Manager)> Naming =>
        _held.Select(pair => (pair.Key, (IReadOnlyCollection<ModelEntry>)pair.Value.Members, pair.Value.Manager));

    /// <summary>The name that an entry has on the server at this point of what was written down.</summary>
    protected string DnOf(ModelEntry entry)
    {
        Held held = _held[entry];
        return held.Parent is null || entry is ModelGroup { FixedDn: not null } ? entry.Dn : $"{entry.Rdn(held.Name)},{DnOf(held.Parent)}";
    }

    protected void Line(string record) => _text.Append(record).Append('\n');

    private async Task LearnAsync()
    {
        using LdifReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(await SearchAsync())), "ldapsearch");
        Dictionary<string, RawEntry> shown = reader.ReadAll().Select(record => record.ToEntry()).ToDictionary(entry => LifeLog.Plain(entry.Dn));
        foreach (ModelEntry entry in domain.Entries.Where(entry => !entry.Deleted))
        {
            RawEntry found = shown.GetValueOrDefault(LifeLog.Plain(entry.Dn)) ?? throw new InvalidOperationException($"The server has no {entry.Dn}.");
            _keys[entry] = EntryKey.Parse(found.Bytes(KeyAttribute)!)!;
            Learn(entry, found);
        }
    }

    private void Forget(ModelEntry entry)
    {
        _held.Remove(entry);
        _gone.Add(entry);
        foreach (Held held in _held.Values)
        {
            held.Members.Remove(entry);
            held.Manager = held.Manager == entry ? null : held.Manager;
        }
    }

    private void Modify(ModelEntry entry)
    {
        if (entry is not ModelPerson person)
        {
            return;
        }

        Held held = _held[person];
        List<string> parts = [];
        foreach ((string name, string? value) in ValuesOf(person).Where(pair => held.Values.GetValueOrDefault(pair.Name) != pair.Value))
        {
            held.Values[name] = value;
            parts.Add($"replace: {name}\n{(value is null ? "" : $"{name}: {value}\n")}-\n");
        }

        if (held.Manager != person.Manager)
        {
            held.Manager = person.Manager;
            parts.Add($"replace: manager\n{(person.Manager is null ? "" : $"manager: {DnOf(person.Manager)}\n")}-\n");
        }

        if (parts.Count > 0)
        {
            Line($"dn: {DnOf(person)}\nchangetype: modify\n{string.Concat(parts)}");
        }
    }

    private void Rename(ModelEntry entry)
    {
        Held held = _held[entry];
        if (held.Name == entry.Name && held.Parent == entry.Parent)
        {
            return;
        }

        string dn = DnOf(entry);
        (held.Name, held.Parent) = (entry.Name, entry.Parent);
        Line($"dn: {dn}\nchangetype: modrdn\nnewrdn: {entry.Rdn(entry.Name)}\ndeleteoldrdn: 1\nnewsuperior: {DnOf(entry.Parent!)}\n");
        AfterRename(entry);
    }

    private void ChangePrimaryGroup(ModelPerson person)
    {
        Held held = _held[person];
        if (held.PrimaryGroup == person.PrimaryGroup)
        {
            return;
        }

        ModelGroup before = domain.Groups.Single(group => group.Rid == held.PrimaryGroup);
        ModelGroup now = domain.Groups.Single(group => group.Rid == person.PrimaryGroup);
        if (!_held[now].Members.Contains(person))
        {
            // Active Directory lets only a member take a group for the primary one.
            Line($"dn: {DnOf(now)}\nchangetype: modify\nadd: member\nmember: {DnOf(person)}\n-\n");
        }

        held.PrimaryGroup = person.PrimaryGroup;
        _held[now].Members.Remove(person);
        _held[before].Members.Add(person);
        Line($"dn: {DnOf(person)}\nchangetype: modify\nreplace: primaryGroupID\nprimaryGroupID: {PrimaryGroupOf(now)}\n-\n");
    }

    private void ChangeMembers(ModelGroup group)
    {
        Held held = _held[group];
        string[] came = [.. group.Members.Except(held.Members).Select(DnOf)];
        string[] left = [.. held.Members.Except(group.Members).Select(DnOf)];
        held.Members.Clear();
        held.Members.UnionWith(group.Members);
        if (came.Length + left.Length > 0)
        {
            Line($"dn: {DnOf(group)}\nchangetype: modify\n{Part("add", came)}{Part("delete", left)}");
        }

        static string Part(string how, string[] members) =>
            members.Length == 0 ? "" : $"{how}: member\n{string.Concat(members.Select(member => $"member: {member}\n"))}-\n";
    }

    /// <summary>What the server holds of an entry at this point of what was written down.</summary>
    private sealed class Held(ModelEntry entry)
    {
        public string Name { get; set; } = entry.Name;

        public ModelEntry? Parent { get; set; } = entry.Parent;

        public Dictionary<string, string?> Values { get; } = [];

        public long PrimaryGroup { get; set; } = 513;

        public ModelPerson? Manager { get; set; }

        public HashSet<ModelEntry> Members { get; } = [];
    }
}
