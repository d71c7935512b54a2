using System.Globalization;
using System.Text;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A made-up company that writes itself as LDIF; people and groups can be changed between two writings.</summary>
internal sealed class Company
{
    public const string Root = "DC=example,DC=com";

    /// <summary>The group that the tests assign; it holds the group Team, which holds the people.</summary>
    public const string Assigned = "RingCentral Users";

    public List<Person> People { get; } = [];

    /// <summary>Account names of those in the group Team.</summary>
    public HashSet<string> Team { get; } = new(StringComparer.Ordinal);

    /// <summary>People named p000, p001, … all of them in the group.</summary>
    public static Company Of(int count)
    {
        Company company = new();
        for (int i = 0; i < count; i++)
        {
            company.Add(new Person(string.Create(CultureInfo.InvariantCulture, $"p{i:000}")));
        }

        return company;
    }

    public Company Add(Person person, bool inTeam = true)
    {
        People.Add(person);
        if (inTeam)
        {
            Team.Add(person.Sam);
        }

        return this;
    }

    public Person Find(string sam) => People.Single(person => person.Sam == sam);

    public void Change(string sam, Func<Person, Person> change)
    {
        int at = People.FindIndex(person => person.Sam == sam);
        People[at] = change(People[at]);
    }

    public void Remove(string sam)
    {
        People.RemoveAll(person => person.Sam == sam);
        Team.Remove(sam);
    }

    public string ToLdif()
    {
        StringBuilder text = new("version: 1\n\n");
        Entry(text, Root, Person.KeyOf(Root), ["top", "domainDNS"], [("dc", "example")]);
        foreach (string unit in (string[])["Staff", "Elsewhere", "Groups"])
        {
            Entry(text, $"OU={unit},{Root}", Person.KeyOf("OU " + unit), ["top", "organizationalUnit"], [("ou", unit)]);
        }

        foreach (Person person in People)
        {
            Entry(text, person.Dn, person.Key, ["top", "person", "organizationalPerson", "user"], Values(person));
        }

        string team = $"CN=Team,OU=Groups,{Root}";
        Entry(text, team, Person.KeyOf("Team"), ["top", "group"], [("cn", "Team"), .. People.Where(person => Team.Contains(person.Sam)).Select(person => ("member", person.Dn))]);
        Entry(text, $"CN={Assigned},OU=Groups,{Root}", Person.KeyOf(Assigned), ["top", "group"], [("cn", Assigned), ("member", team)]);
        return text.ToString();
    }

    private static (string, string?)[] Values(Person person) =>
    [
        ("cn", person.Cn ?? person.Sam), ("givenName", person.First), ("sn", person.Last), ("sAMAccountName", person.Sam), ("userPrincipalName", person.Upn),
        ("mail", person.Mail), ("department", person.Department), ("mobile", person.Mobile), ("streetAddress", "1 Main Street"), ("l", "Belmont"),
        ("st", person.State), ("postalCode", "94002"), ("c", "US"), ("employeeNumber", person.EmployeeNumber), ("telephoneNumber", person.Phone),
        ("pager", person.Pager), ("userAccountControl", person.Disabled ? "514" : "512"), ("manager", person.Manager),
    ];

    private static void Entry(StringBuilder text, string dn, Guid key, string[] classes, (string Name, string? Value)[] values)
    {
        text.Append("dn:: ").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(dn))).Append('\n');
        foreach (string name in classes)
        {
            text.Append("objectClass: ").Append(name).Append('\n');
        }

        text.Append("objectGUID:: ").Append(Convert.ToBase64String(key.ToByteArray())).Append('\n');
        foreach ((string name, string? value) in values)
        {
            if (value is not null)
            {
                text.Append(name).Append(":: ").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(value))).Append('\n');
            }
        }

        text.Append('\n');
    }
}
