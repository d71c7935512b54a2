using System.Globalization;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>
/// A deterministic Active Directory domain below OU=Lab: people in an OU for each department and city with managers,
/// and groups: All-Staff, Big-2000, Dept-*, All-Departments (of the Dept groups), Nest-L1 to L3, Team-0000 and on of 100 each.
/// </summary>
public sealed record LargeDomain(int People, string BaseDn = "DC=corp,DC=example")
{
    private const int GlobalSecurityGroup = -2147483646;
    private const int NormalAccount = 512;
    private const int NoPasswordRequired = 32;
    private const int Disabled = 2;

    public string RootDn => RootOf(BaseDn);

    public string PeopleDn => $"OU=People,{RootDn}";

    public string GroupsDn => $"OU=Groups,{RootDn}";

    public IEnumerable<SamplePerson> Persons => Enumerable.Range(1, People).Select(static number => new SamplePerson(number));

    /// <summary>Writes people.ldif and groups.ldif, to be loaded in this order.</summary>
    public IReadOnlyList<string> WriteLdif(string folder)
    {
        Directory.CreateDirectory(folder);
        string people = Path.Combine(folder, "people.ldif");
        string groups = Path.Combine(folder, "groups.ldif");
        WriteFile(people, WritePeople);
        WriteFile(groups, WriteGroups);
        return [people, groups];
    }

    public string GroupDn(string name) => $"CN={name},{GroupsDn}";

    internal static string RootOf(string baseDn) => $"OU=Lab,{baseDn}";

    private static void WriteFile(string path, Action<LdifWriter> write)
    {
        using StreamWriter file = new(path, append: false, new UTF8Encoding(false));
        write(new LdifWriter(file));
    }

    private void WritePeople(LdifWriter ldif)
    {
        string[] units =
        [
            RootDn, PeopleDn, GroupsDn,
            .. SamplePerson.Departments.Select(department => $"OU={department},{PeopleDn}"),
            .. SamplePerson.Departments.SelectMany(department => SamplePerson.Cities.Select(city => $"OU={city.Name},OU={department},{PeopleDn}")),
        ];
        foreach (string unit in units)
        {
            ldif.Begin(unit, "organizationalUnit");
            ldif.End();
        }

        foreach (SamplePerson person in Persons)
        {
            WritePerson(ldif, person);
        }
    }

    private void WritePerson(LdifWriter ldif, SamplePerson person)
    {
        int control = NormalAccount | (person.Password is null ? NoPasswordRequired : 0) | (person.IsDisabled ? Disabled : 0);
        ldif.Begin(person.Dn(BaseDn), "user");
        ldif.Write("sAMAccountName", person.AccountName);
        ldif.Write("userPrincipalName", person.Mail);
        ldif.Write("userAccountControl", control.ToString(CultureInfo.InvariantCulture));
        if (person.Password is string password)
        {
            ldif.Write("unicodePwd", Encoding.Unicode.GetBytes($"\"{password}\""));
        }

        ldif.Write("givenName", person.FirstName);
        ldif.Write("sn", person.LastName);
        ldif.Write("displayName", $"{person.FirstName} {person.LastName}");
        ldif.Write("mail", person.Mail);
        ldif.Write("mobile", person.Mobile);
        ldif.Write("telephoneNumber", person.TelephoneNumber);
        ldif.Write("title", person.Number % 10 == 1 ? "Manager" : "Agent");
        ldif.Write("department", person.Department);
        ldif.Write("company", "Example Corp");
        ldif.Write("employeeID", person.Number.ToString(CultureInfo.InvariantCulture));
        WriteAddress(ldif, person.City);
        if (person.Manager is SamplePerson manager)
        {
            ldif.Write("manager", manager.Dn(BaseDn));
        }

        ldif.End();
    }

    private static void WriteAddress(LdifWriter ldif, SampleCity city)
    {
        ldif.Write("l", city.Name);
        ldif.Write("st", city.State);
        ldif.Write("postalCode", city.PostalCode);
        ldif.Write("streetAddress", city.Street);
        ldif.Write("c", city.Country);
        ldif.Write("co", city.CountryName);
        ldif.Write("countryCode", city.CountryCode.ToString(CultureInfo.InvariantCulture));
    }

    private void WriteGroups(LdifWriter ldif)
    {
        string[] people = [.. Persons.Select(person => person.Dn(BaseDn))];
        foreach (string department in SamplePerson.Departments)
        {
            WriteGroup(ldif, $"Dept-{department}", Persons.Where(person => person.Department == department).Select(person => person.Dn(BaseDn)));
        }

        WriteGroup(ldif, "All-Departments", SamplePerson.Departments.Select(department => GroupDn($"Dept-{department}")));
        WriteGroup(ldif, "All-Staff", people);
        WriteGroup(ldif, "Big-2000", people.Take(2200));
        WriteGroup(ldif, "Nest-L3", people.Take(30));
        WriteGroup(ldif, "Nest-L2", people.Skip(30).Take(10).Prepend(GroupDn("Nest-L3")));
        WriteGroup(ldif, "Nest-L1", people.Skip(40).Take(1).Prepend(GroupDn("Nest-L2")));
        foreach ((int index, string[] team) in people.Chunk(100).Index())
        {
            WriteGroup(ldif, string.Create(CultureInfo.InvariantCulture, $"Team-{index:d4}"), team);
        }
    }

    private void WriteGroup(LdifWriter ldif, string name, IEnumerable<string> members)
    {
        ldif.Begin(GroupDn(name), "group");
        ldif.Write("sAMAccountName", name);
        ldif.Write("groupType", GlobalSecurityGroup.ToString(CultureInfo.InvariantCulture));
        foreach (string member in members)
        {
            ldif.Write("member", member);
        }

        ldif.End();
    }
}
