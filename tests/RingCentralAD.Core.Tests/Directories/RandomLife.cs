using System.Globalization;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Invents what happens in a domain, as LDIF that ldapmodify carries out in order; knows where everything is.</summary>
internal sealed class RandomLife(string root, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, string> _units = new() { ["root"] = "" };
    private readonly Dictionary<string, string> _people = [];
    private readonly Dictionary<string, (string Unit, HashSet<string> Members)> _groups = [];
    private int _next;

    /// <summary>So many changes that a server carries out without an error.</summary>
    public string Changes(int count)
    {
        List<string> changes = [];
        while (changes.Count < count)
        {
            if (Change() is { } change)
            {
                changes.Add(change + "\n");
            }
        }

        return string.Concat(changes);
    }

    private string? Change() => _random.Next(20) switch
    {
        0 or 1 or 2 => NewPerson(),
        3 => OnPerson(name => { _people.Remove(name, out string? unit); ForgetMember(name); return $"dn: CN={name},{Dn(unit!)}\nchangetype: delete\n"; }),
        4 or 5 => OnPerson(name => Set(name, "mail", $"{name}.{_next++}@corp.example")),
        6 => OnPerson(name => Set(name, "mail", null)),
        7 => OnPerson(name => Set(name, "userAccountControl", _random.Next(2) == 0 ? "546" : "544")),
        8 => OnPerson(name => Set(name, "manager", $"CN={Any(_people.Keys)},{Dn(_people[_last!])}")),
        9 => OnPerson(Move),
        10 => OnPerson(RenamePerson),
        11 => NewGroup(),
        12 or 13 => AddMember(),
        14 => RemoveMember(),
        15 => NewUnit(),
        16 => RenameUnit(),
        17 => MoveUnit(),
        18 => DeleteEmptyUnit(),
        _ => RenameOrDeleteGroup(),
    };

    private string? _last;

    private string Any(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return _last = all[_random.Next(all.Length)];
    }

    private string Dn(string unit) => unit == "root" ? root : $"OU={unit},{Dn(_units[unit])}";

    private string New(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{_next++}");

    private string? OnPerson(Func<string, string?> change) => _people.Count < 5 ? NewPerson() : change(Any(_people.Keys));

    private string Set(string name, string attribute, string? value) =>
        $"dn: CN={name},{Dn(_people[name])}\nchangetype: modify\nreplace: {attribute}\n{(value is null ? "" : $"{attribute}: {value}\n")}";

    private string NewPerson()
    {
        string name = New("life");
        _people[name] = Any(_units.Keys);
        return $"dn: CN={name},{Dn(_people[name])}\nchangetype: add\nobjectClass: user\nsAMAccountName: {name}\nuserAccountControl: 544\nmail: {name}@corp.example\n";
    }

    private string Move(string name)
    {
        string old = Dn(_people[name]);
        _people[name] = Any(_units.Keys);
        return Rename($"CN={name},{old}", $"CN={name}", Dn(_people[name]));
    }

    private string RenamePerson(string name)
    {
        string renamed = New("life");
        _people.Remove(name, out string? unit);
        _people[renamed] = unit!;
        foreach ((_, HashSet<string> members) in _groups.Values.Where(group => group.Members.Remove(name)))
        {
            members.Add(renamed);
        }

        return Rename($"CN={name},{Dn(unit!)}", $"CN={renamed}", null);
    }

    private string NewGroup()
    {
        string name = New("lifeg");
        _groups[name] = (Any(_units.Keys), []);
        return $"dn: CN={name},{Dn(_groups[name].Unit)}\nchangetype: add\nobjectClass: group\nsAMAccountName: {name}\ngroupType: -2147483640\n";
    }

    private string? AddMember()
    {
        if (_groups.Count < 2 || _people.Count == 0)
        {
            return NewGroup();
        }

        string group = Any(_groups.Keys);
        string member = Any(_people.Keys.Concat(_groups.Keys));
        return member != group && _groups[group].Members.Add(member) ? Member(group, "add", member) : null;
    }

    private string? RemoveMember()
    {
        string[] filled = [.. _groups.Where(pair => pair.Value.Members.Count > 0).Select(pair => pair.Key)];
        if (filled.Length == 0)
        {
            return null;
        }

        string group = Any(filled);
        string member = Any(_groups[group].Members);
        _groups[group].Members.Remove(member);
        return Member(group, "delete", member);
    }

    private string Member(string group, string how, string member) =>
        $"dn: CN={group},{Dn(_groups[group].Unit)}\nchangetype: modify\n{how}: member\nmember: CN={member},{Dn(_people.TryGetValue(member, out string? unit) ? unit : _groups[member].Unit)}\n";

    private string? RenameOrDeleteGroup()
    {
        if (_groups.Count == 0)
        {
            return null;
        }

        string name = Any(_groups.Keys);
        _groups.Remove(name, out (string Unit, HashSet<string> Members) group);
        if (_random.Next(2) == 0)
        {
            ForgetMember(name);
            return $"dn: CN={name},{Dn(group.Unit)}\nchangetype: delete\n";
        }

        string renamed = New("lifeg");
        foreach ((_, HashSet<string> members) in _groups.Values.Where(other => other.Members.Remove(name)))
        {
            members.Add(renamed);
        }

        _groups[renamed] = group;
        return Rename($"CN={name},{Dn(group.Unit)}", $"CN={renamed}", null);
    }

    private string NewUnit()
    {
        string parent = Any(_units.Keys);
        string name = New("lifeou");
        _units[name] = parent;
        return $"dn: {Dn(name)}\nchangetype: add\nobjectClass: organizationalUnit\n";
    }

    private string? RenameUnit()
    {
        if (_units.Count < 2)
        {
            return null;
        }

        string name = Any(_units.Keys.Where(unit => unit != "root"));
        string old = Dn(name), renamed = New("lifeou");
        _units.Remove(name, out string? parent);
        _units[renamed] = parent!;
        Replace(name, renamed);
        return Rename(old, $"OU={renamed}", null);
    }

    private void Replace(string name, string renamed)
    {
        foreach (string child in _units.Where(pair => pair.Value == name).Select(pair => pair.Key).ToArray())
        {
            _units[child] = renamed;
        }

        foreach (string person in _people.Where(pair => pair.Value == name).Select(pair => pair.Key).ToArray())
        {
            _people[person] = renamed;
        }

        foreach (string group in _groups.Where(pair => pair.Value.Unit == name).Select(pair => pair.Key).ToArray())
        {
            _groups[group] = (renamed, _groups[group].Members);
        }
    }

    private string? MoveUnit()
    {
        if (_units.Count < 3)
        {
            return null;
        }

        string name = Any(_units.Keys.Where(unit => unit != "root"));
        string target = Any(_units.Keys);
        for (string at = target; at != "root"; at = _units[at])
        {
            if (at == name)
            {
                return null;
            }
        }

        string old = Dn(name);
        _units[name] = target;
        return Rename(old, $"OU={name}", Dn(target));
    }

    private string? DeleteEmptyUnit()
    {
        string? name = _units.Keys.FirstOrDefault(unit => unit != "root" && !_units.ContainsValue(unit) && !_people.ContainsValue(unit) && _groups.Values.All(group => group.Unit != unit));
        if (name is null)
        {
            return null;
        }

        string dn = Dn(name);
        _units.Remove(name);
        return $"dn: {dn}\nchangetype: delete\n";
    }

    private void ForgetMember(string name)
    {
        foreach ((_, HashSet<string> members) in _groups.Values)
        {
            members.Remove(name);
        }
    }

    private static string Rename(string dn, string name, string? container) =>
        $"dn: {dn}\nchangetype: modrdn\nnewrdn: {name}\ndeleteoldrdn: 1\n{(container is null ? "" : $"newsuperior: {container}\n")}";
}
