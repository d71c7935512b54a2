using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// Whatever happens to a real Active Directory domain (Samba): who follows the changes holds what a fresh full read gives, be it by DirSync
/// or by uSNChanged.
/// </summary>
public sealed class LdapChangesTests(ChangesFixture domain) : IClassFixture<ChangesFixture>
{
    private static readonly string[] s_attributes = ["givenName", "sn", "mail", "department", "telephoneNumber", "otherTelephone", "description", "manager", "objectSid", "sAMAccountName"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Root => ChangesFixture.Root;

    // Name, what is there before, what happens, and a word of what must be seen.
    public static TheoryData<string, ChangeMethod> Cases()
    {
        TheoryData<string, ChangeMethod> cases = [];
        foreach (string name in s_cases.Keys)
        {
            cases.Add(name, ChangeMethod.DirSync);
            cases.Add(name, ChangeMethod.UsnChanged);
        }

        return cases;
    }

    private static readonly Dictionary<string, (Func<string, string> Before, Func<string, string> What, string[] Seen)> s_cases = new()
    {
        ["create"] = (_ => "", n => Person($"{n}1", "mail: x@corp.example") + Group($"{n}g", $"{n}1"), ["P1", "Gg"]),
        ["modify"] = (n => Person($"{n}1"), n => Set(n + 1, "mail", "changed@corp.example"), ["P1"]),
        ["clear an attribute"] = (n => Person($"{n}1", "telephoneNumber: 1", "otherTelephone: 1", "otherTelephone: 2"), n => Set(n + 1, "telephoneNumber", null) + Set(n + 1, "otherTelephone", "2"), ["P1"]),
        ["disable and enable"] = (n => Person($"{n}1", "userAccountControl: 544") + Person($"{n}2", "userAccountControl: 546"), n => Set(n + 1, "userAccountControl", "546") + Set(n + 2, "userAccountControl", "544"), ["P1", "P2"]),
        ["add to a group and remove"] = (n => Person($"{n}1") + Person($"{n}2") + Group($"{n}g", $"{n}1"), n => Members($"{n}g", "add", $"{n}2") + Members($"{n}g", "delete", $"{n}1"), ["Gg"]),
        ["empty a group"] = (n => Person($"{n}1") + Group($"{n}g", $"{n}1"), n => Members($"{n}g", "delete", $"{n}1"), ["Gg"]),
        ["nest and unnest a group"] = (n => Group($"{n}g") + Group($"{n}h") + Group($"{n}i", $"{n}h"), n => Members($"{n}g", "add", $"{n}i") + Members($"{n}i", "delete", $"{n}h"), ["Gg", "Gi"]),
        ["rename a group"] = (n => Person($"{n}1") + Group($"{n}g", $"{n}1"), n => Rename($"CN={n}g,{Root}", $"CN={n}renamed"), ["Grenamed"]),
        ["rename a person"] = (n => Person($"{n}1") + Person($"{n}2", $"manager: CN={n}1,{Root}"), n => Rename($"CN={n}1,{Root}", $"CN={n}new\\, name"), ["Pnew\\, name", "P2"]),
        ["move a person"] = (n => Person($"{n}1") + Unit($"{n}ou"), n => Rename($"CN={n}1,{Root}", $"CN={n}1", $"OU={n}ou,{Root}"), ["P1"]),
        ["disable and move"] = (n => Person($"{n}1", "userAccountControl: 544") + Unit($"{n}Leavers"), n => Set(n + 1, "userAccountControl", "546") + Rename($"CN={n}1,{Root}", $"CN={n}1", $"OU={n}Leavers,{Root}"), ["P1"]),
        ["rename an OU"] = (Tree, n => Rename($"OU={n}ou,{Root}", $"OU={n}renamed"), ["Crenamed", "Cin", "P1", "P2", "P3", "Gg"]),
        ["move an OU"] = (n => Tree(n) + Unit($"{n}other"), n => Rename($"OU={n}ou,{Root}", $"OU={n}ou", $"OU={n}other,{Root}"), ["Cou", "Cin", "P1", "P2", "P3", "Gg"]),
        ["change an OU"] = (Tree, n => $"dn: OU={n}ou,{Root}\nchangetype: modify\nreplace: description\ndescription: new\n\n", ["Cou"]),
        ["delete"] = (n => Person($"{n}1"), n => Delete($"CN={n}1,{Root}"), ["-P"]),
        ["delete a member"] = (n => Person($"{n}1") + Person($"{n}2") + Group($"{n}g", $"{n}1", $"{n}2"), n => Delete($"CN={n}1,{Root}"), ["-P"]),
        ["delete a group"] = (n => Person($"{n}1") + Group($"{n}g", $"{n}1") + Group($"{n}h", $"{n}g"), n => Delete($"CN={n}g,{Root}"), ["-G"]),
        ["delete an OU"] = (n => Unit($"{n}ou"), n => Delete($"OU={n}ou,{Root}"), ["-C"]),
        ["recreate under the same name"] = (n => Person($"{n}1") + Group($"{n}g", $"{n}1"), n => Delete($"CN={n}1,{Root}") + Person($"{n}1", "mail: again@corp.example"), ["-P", "P1"]),
        ["create and delete at once"] = (_ => "", n => Person($"{n}1") + Delete($"CN={n}1,{Root}"), ["-P"]),
        ["change of primary group"] = (n => Person($"{n}1") + Members($"{n}1", null), n => PrimaryGroup(n), ["P1", "GDomain Guests", "GDomain Users"]),
        ["nothing"] = (n => Person($"{n}1"), _ => "", []),
        ["an attribute that is not read"] = (n => Person($"{n}1"), n => Set(n + 1, "roomNumber", "1"), []),
        ["a computer and a contact"] = (_ => "", n => $"dn: CN={n}pc,{Root}\nchangetype: add\nobjectClass: computer\nsAMAccountName: {n}pc$\nuserAccountControl: 4096\n\ndn: CN={n}c,{Root}\nchangetype: add\nobjectClass: contact\n\n", []),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Who_follows_the_changes_holds_what_a_full_read_gives(string name, ChangeMethod method)
    {
        domain.Need();
        string prefix = $"{(method == ChangeMethod.DirSync ? "d" : "u")}{s_cases.Keys.Order().ToList().IndexOf(name)}";
        (Func<string, string> before, Func<string, string> what, string[] seen) = s_cases[name];
        await ApplyAsync(before(prefix));
        await using LdapDirectory directory = await domain.OpenAsync(method);
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        Assert.Equal((method, null), (replica.Position!.Method, replica.Position.Blind));
        await ApplyAsync(what(prefix));
        await replica.FollowAsync(directory);
        Assert.Superset(seen.ToHashSet(), replica.Last.Select(change => Shown(change, prefix)).ToHashSet());
        if (method == ChangeMethod.DirSync)
        {
            // And nothing beside it.
            Assert.Subset(seen.Append("end").ToHashSet(), replica.Last.Select(change => Shown(change, prefix)).ToHashSet());
        }

        await replica.MustEqualFullReadAsync(directory);
        await replica.FollowAsync(directory);
        Assert.IsType<ChangesEnd>(Assert.Single(replica.Last));
    }

    private static string Shown(DirectoryChange change, string prefix) => change switch
    {
        ContainerChanged { Container: var container } => "C" + Bare(container.Place, prefix),
        ContainerGone => "-C",
        GroupChanged { Group: var group } => "G" + Bare(group.Place, prefix),
        GroupGone => "-G",
        PersonChanged { Person: var person } => "P" + Bare(person.Place, prefix),
        PersonGone => "-P",
        _ => "end",
    };

    private static string Bare(string dn, string prefix)
    {
        string name = dn[(dn.IndexOf('=', StringComparison.Ordinal) + 1)..(dn.Length - DnText.Parent(dn).Length - 1)];
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    private async Task ApplyAsync(string ldif)
    {
        if (ldif.Length > 0)
        {
            await domain.ModifyAsync(ldif);
        }
    }

    private static string Person(string name, params string[] lines) => PersonIn(Root, name, lines);

    private static string PersonIn(string container, string name, params string[] lines) =>
        $"dn: CN={name},{container}\nchangetype: add\nobjectClass: user\nsAMAccountName: {name}\n{string.Concat(lines.Select(line => line + "\n"))}\n";

    private static string Group(string name, params string[] members) =>
        $"dn: CN={name},{Root}\nchangetype: add\nobjectClass: group\nsAMAccountName: {name}\n{string.Concat(members.Select(member => $"member: CN={member},{Root}\n"))}\n";

    private static string Unit(string name) => $"dn: OU={name},{Root}\nchangetype: add\nobjectClass: organizationalUnit\n\n";

    private static string Tree(string n) => Unit($"{n}ou") + $"dn: OU={n}in,OU={n}ou,{Root}\nchangetype: add\nobjectClass: organizationalUnit\n\n" +
        PersonIn($"OU={n}ou,{Root}", $"{n}1") + PersonIn($"OU={n}in,OU={n}ou,{Root}", $"{n}2") + Person($"{n}3", $"manager: CN={n}2,OU={n}in,OU={n}ou,{Root}") +
        $"dn: CN={n}g,OU={n}in,OU={n}ou,{Root}\nchangetype: add\nobjectClass: group\nsAMAccountName: {n}g\nmember: CN={n}3,{Root}\n\n";

    private static string Set(string name, string attribute, string? value) =>
        $"dn: CN={name},{Root}\nchangetype: modify\nreplace: {attribute}\n{(value is null ? "" : $"{attribute}: {value}\n")}\n";

    private static string Members(string group, string? how, params string[] members) => how is null
        ? $"dn: CN=Domain Guests,CN=Users,{SambaServer.BaseDn}\nchangetype: modify\nadd: member\nmember: CN={group},{Root}\n\n"
        : $"dn: CN={group},{Root}\nchangetype: modify\n{how}: member\n{string.Concat(members.Select(member => $"member: CN={member},{Root}\n"))}\n";

    private static string PrimaryGroup(string n) => Set($"{n}1", "primaryGroupID", "514");

    private static string Rename(string dn, string name, string? container = null) =>
        $"dn: {dn}\nchangetype: modrdn\nnewrdn: {name}\ndeleteoldrdn: 1\n{(container is null ? "" : $"newsuperior: {container}\n")}\n";

    private static string Delete(string dn) => $"dn: {dn}\nchangetype: delete\n\n";
}
