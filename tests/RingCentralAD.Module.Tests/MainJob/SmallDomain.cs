using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>A person of a small domain.</summary>
internal sealed record SmallPerson(string Account, string First, string Last, string Unit = "Staff")
{
    public string Mail { get; init; } = Account + "@example.com";

    public string Department { get; init; } = "Sales";

    public bool Disabled { get; init; }
}

/// <summary>Writes a small domain as LDIF: two containers, the people, and the group RingCentral Users with all of them.</summary>
internal static class SmallDomain
{
    public static string Ldif(string root, IEnumerable<SmallPerson> people)
    {
        StringBuilder text = new("version: 1\n\n");
        Entry(root, ["top", "domain", "domainDNS"], [("dc", root.Split(',')[0][3..])]);
        foreach (string unit in (string[])["Staff", "Leavers"])
        {
            Entry($"OU={unit},{root}", ["top", "organizationalUnit"], [("ou", unit)]);
        }

        List<(string, string)> members = [("cn", "RingCentral Users"), ("sAMAccountName", "RingCentral Users")];
        foreach (SmallPerson person in people)
        {
            string dn = $"CN={person.First} {person.Last},OU={person.Unit},{root}";
            members.Add(("member", dn));
            Entry(dn, ["top", "person", "organizationalPerson", "user"], [
                ("cn", $"{person.First} {person.Last}"), ("givenName", person.First), ("sn", person.Last), ("sAMAccountName", person.Account),
                ("userPrincipalName", $"{person.Account}@{root.Split(',')[0][3..]}.example"), ("mail", person.Mail), ("department", person.Department), ("title", "Seller"),
                ("streetAddress", "1 Main Street"), ("l", "Belmont"), ("st", "CA"), ("postalCode", "94002"), ("c", "US"),
                ("userAccountControl", person.Disabled ? "514" : "512")], person.Account);
        }

        Entry($"CN=RingCentral Users,OU=Staff,{root}", ["top", "group"], members);
        return text.ToString();

        void Entry(string dn, string[] classes, IEnumerable<(string Name, string Value)> values, string? key = null)
        {
            text.Append("dn: ").Append(dn).Append('\n');
            text.AppendJoin("", classes.Select(name => $"objectClass: {name}\n"));
            text.Append("objectGUID:: ").Append(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(root + (key ?? dn)))[..16])).Append('\n');
            text.AppendJoin("", values.Select(pair => $"{pair.Name}: {pair.Value}\n")).Append('\n');
        }
    }
}
