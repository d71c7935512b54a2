using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>Who of a made-up domain is in the scope of its hub: as the hub is told, and reckoned apart from it.</summary>
internal sealed class LifeScope
{
    private readonly ModelDomain _domain;
    private readonly ModelContainer[] _bases = [];
    private readonly ModelGroup? _group;
    private readonly string? _groupDn;

    public LifeScope(string kind, ModelDomain domain)
    {
        (Kind, _domain) = (kind, domain);
        if (kind is "groups" or "filter")
        {
            _group = domain.Group("Scope", domain.Groups.ElementAt(2), domain.Groups.ElementAt(3));
            _group.Kept = true;
            _groupDn = _group.Dn;
        }
        else if (kind == "containers")
        {
            _bases = [domain.Staff, domain.Containers.First(container => container.Name.StartsWith("Unit", StringComparison.Ordinal))];
        }
    }

    /// <summary>everybody, containers, groups, filter, or names: everybody, with values that other entries decide.</summary>
    public string Kind { get; }

    /// <summary>Whether those in the container of leavers are left out.</summary>
    public bool ExcludesLeavers { get; set; }

    /// <summary>The scope as a directory's settings hold it.</summary>
    public DirectorySettings Of(DirectorySettings settings, Func<ModelEntry, string> keyOf) => settings with
    {
        SearchBases = [.. _bases.Select(keyOf)],
        ExcludedBases = ExcludesLeavers ? [keyOf(_domain.Leavers)] : [],
        Groups = Kind == "groups" ? [keyOf(_group!)] : [],
        Filter = Kind == "filter" ? $"(&(!(department=LEGAL))(|(memberOf:1.2.840.113556.1.4.1941:={_groupDn})(mobile=*5*)(primaryGroupID>=1000)))" : null,
    };

    public bool Contains(ModelPerson person) =>
        (_bases.Length == 0 || _bases.Any(container => IsBelow(person, container)))
        && !(ExcludesLeavers && IsBelow(person, _domain.Leavers))
        && Kind switch
        {
            "groups" => MembersOf(_group!, primary: true).Contains(person),
            "filter" => person.Values.GetValueOrDefault("department") != "Legal"
                && (NamedGroupHolds(person) || person.Values.GetValueOrDefault("mobile")?.Contains('5', StringComparison.Ordinal) == true || person.PrimaryGroup != _domain.Everybody.Rid),
            _ => true,
        };

    /// <summary>Everybody in a group, through groups in it to any depth.</summary>
    /// <param name="group">The group.</param>
    /// <param name="primary">Also by the primary group, which names nobody.</param>
    public HashSet<ModelPerson> MembersOf(ModelGroup group, bool primary)
    {
        HashSet<ModelEntry> seen = [group];
        Queue<ModelGroup> open = new([group]);
        while (open.TryDequeue(out ModelGroup? next))
        {
            foreach (ModelEntry member in next.Members.Where(seen.Add))
            {
                if (member is ModelGroup nested)
                {
                    open.Enqueue(nested);
                }
            }
        }

        HashSet<long> rids = primary ? [.. seen.OfType<ModelGroup>().Select(other => other.Rid)] : [];
        return [.. seen.OfType<ModelPerson>(), .. primary ? _domain.People.Where(person => rids.Contains(person.PrimaryGroup)) : []];
    }

    // A filter names a group by its name: a renamed one is another.
    private bool NamedGroupHolds(ModelPerson person) => _domain.Groups.FirstOrDefault(group => group.Dn.Equals(_groupDn, StringComparison.OrdinalIgnoreCase)) is { } named
        && MembersOf(named, primary: false).Contains(person);

    private static bool IsBelow(ModelEntry entry, ModelContainer container)
    {
        for (ModelEntry? at = entry.Parent; at is not null; at = at.Parent)
        {
            if (at == container)
            {
                return true;
            }
        }

        return false;
    }
}
