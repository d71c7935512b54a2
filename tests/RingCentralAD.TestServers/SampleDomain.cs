using System.Globalization;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>People, OUs and groups for a test domain; person i always has the same values.</summary>
public static class SampleDomain
{
    private static readonly string[] s_departments = ["Sales", "Marketing", "Engineering", "Support", "Finance"];
    private static readonly string[] s_first = ["Ana", "Ben", "Chloé", "David", "Emma", "François", "Grace", "Zoë", "Łukasz", "Müge"];
    private static readonly string[] s_last = ["Smith", "O'Brien", "Müller", "García", "Nguyen", "Ångström", "Straße", "Çelik"];

    /// <summary>The OU of everybody.</summary>
    public static string Root => $"OU=Staff,{SambaServer.BaseDn}";

    /// <summary>The account name of a person.</summary>
    public static string AccountOf(int person) => string.Create(CultureInfo.InvariantCulture, $"u{person:D6}");

    /// <summary>Whether a person is below the group "RingCentral Users", which holds one team directly, and two departments by nested groups.</summary>
    public static bool IsAssigned(int person) => person % 5 is 0 or 3 || TeamOf(person) == 4;

    /// <summary>Whether a person is disabled.</summary>
    public static bool IsDisabled(int person) => person % 50 == 7;

    /// <summary>LDIF of so many people in 5 OUs and 20 groups, some of them nested.</summary>
    public static string Ldif(int people)
    {
        StringBuilder text = new();
        Entry(text, Root, "objectClass: organizationalUnit");
        foreach (string department in s_departments)
        {
            Entry(text, $"OU={department},{Root}", "objectClass: organizationalUnit");
        }

        for (int i = 1; i <= people; i++)
        {
            Person(text, i);
        }

        for (int d = 0; d < 5; d++)
        {
            Group(text, $"Dept {s_departments[d]}", Enumerable.Range(1, people).Where(i => i % 5 == d).Select(DnOf));
        }

        for (int t = 0; t < 12; t++)
        {
            Group(text, $"Team {t:D2}", Enumerable.Range(1, people).Where(i => TeamOf(i) == t).Select(DnOf));
        }

        Group(text, "Nested", [GroupDn("Dept Sales")]);
        Group(text, "Circle", [GroupDn("Nested"), GroupDn("Dept Support")]);
        Group(text, "RingCentral Users", [GroupDn("Circle"), GroupDn("Team 04")]);
        return text.ToString();
    }

    /// <summary>The distinguished name of a person.</summary>
    public static string DnOf(int person) => $"CN={NameOf(person)} {AccountOf(person)},OU={s_departments[person % 5]},{Root}";

    private static int TeamOf(int person) => person * 7 % 12;

    private static string NameOf(int person) => $"{s_first[person % 10]} {s_last[person % 8]}";

    private static string GroupDn(string name) => $"CN={name},{Root}";

    private static void Person(StringBuilder text, int i)
    {
        string[] address = (i % 3) switch
        {
            0 => ["l: Belmont", "st: CA", "postalCode: 94002", "c: US", "countryCode: 840"],
            1 => ["l: Toronto", "st: Ontario", "postalCode: M5V 2T6", "c: CA", "countryCode: 124"],
            _ => ["l: Berlin", "st: Berlin", "postalCode: 10115", "c: DE", "countryCode: 276"],
        };
        Entry(
            text, DnOf(i),
            [
                "objectClass: user", $"sAMAccountName: {AccountOf(i)}", $"userPrincipalName: {AccountOf(i)}@corp.example", $"userAccountControl: {(IsDisabled(i) ? 546 : 544)}",
                $"givenName: {s_first[i % 10]}", $"sn: {s_last[i % 8]}", $"mail: {AccountOf(i)}@corp.example", $"department: {s_departments[i % 5]}",
                string.Create(CultureInfo.InvariantCulture, $"mobile: +1 650 555 {i % 10000:D4}"), "streetAddress: 1 Main Street", .. address,
                .. i % 4 == 0 ? (string[])[string.Create(CultureInfo.InvariantCulture, $"telephoneNumber: +1 650 555 {i % 10000:D4}")] : [],
            ]);
    }

    private static void Group(StringBuilder text, string name, IEnumerable<string> members) =>
        Entry(text, GroupDn(name), ["objectClass: group", $"sAMAccountName: {name}", "groupType: -2147483646", .. members.Select(member => $"member: {member}")]);

    private static void Entry(StringBuilder text, string dn, params string[] lines)
    {
        foreach (string line in lines.Prepend($"dn: {dn}"))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string value = line[(colon + 2)..];
            text.Append(value.All(char.IsAscii) ? line : $"{line[..colon]}:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}").Append('\n');
        }

        text.Append('\n');
    }
}
