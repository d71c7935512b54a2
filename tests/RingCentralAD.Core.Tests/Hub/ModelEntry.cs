namespace RingCentralAD.Core.Tests.Hub;

/// <summary>An entry of the made-up domain: what a controller would keep of it.</summary>
internal abstract class ModelEntry(string key, string name, ModelEntry? parent)
{
    public string Key { get; } = key;

    public string Name { get; set; } = name;

    public ModelEntry? Parent { get; set; } = parent;

    public long Usn { get; set; }

    public bool Deleted { get; set; }

    /// <summary>The attribute that the entry is named by.</summary>
    protected abstract string Naming { get; }

    public virtual string Dn => Parent is null ? Name : $"{Rdn(Name)},{Parent.Dn}";

    /// <summary>The part of a name before the container's.</summary>
    public string Rdn(string name) => $"{Naming}={name.Replace(",", "\\,", StringComparison.Ordinal)}";

    public override string ToString() => Dn;
}

internal sealed class ModelContainer(string key, string name, ModelEntry? parent) : ModelEntry(key, name, parent)
{
    protected override string Naming => "OU";
}

internal sealed class ModelGroup(string key, string name, ModelEntry? parent) : ModelEntry(key, name, parent)
{
    public long Rid { get; init; }

    public HashSet<ModelEntry> Members { get; } = [];

    /// <summary>Its name, where it is not one of those that the life makes.</summary>
    public string? FixedDn { get; init; }

    public override string Dn => FixedDn ?? base.Dn;

    /// <summary>Nobody deletes it, whatever it is called by now: a scope names it.</summary>
    public bool Kept { get; set; }

    /// <summary>The server gives no whole answer for its members.</summary>
    public bool MembersUnknown { get; set; }

    protected override string Naming => "CN";
}

internal sealed class ModelPerson(string key, string name, ModelEntry? parent) : ModelEntry(key, name, parent)
{
    public Dictionary<string, string> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool Disabled { get; set; }

    public long PrimaryGroup { get; set; } = 513;

    public ModelPerson? Manager { get; set; }

    protected override string Naming => "CN";
}
