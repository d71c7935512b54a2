namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>A directory of a few people as an LDIF file: ann, ben and cat, all in the group "RingCentral Users".</summary>
internal static class SmallCompany
{
    public static string DnOf(string name) => $"CN={name},OU=Staff,DC=example,DC=com";

    /// <summary>The file.</summary>
    /// <param name="values">Values of ben that are other than usual; null for an attribute that he is to lack.</param>
    public static string Ldif(params (string Attribute, string? Value)[] values) =>
        $"""
        version: 1

        dn: DC=example,DC=com
        objectClass: domainDNS
        objectGUID: 00000000-0000-0000-0000-000000000001
        dc: example

        dn: OU=Staff,DC=example,DC=com
        objectClass: organizationalUnit
        objectGUID: 00000000-0000-0000-0000-000000000002
        ou: Staff

        {Person("ann", 3, [])}

        {Person("ben", 4, values)}

        {Person("cat", 5, [])}

        dn: CN=RingCentral Users,OU=Staff,DC=example,DC=com
        objectClass: group
        objectGUID: 00000000-0000-0000-0000-000000000009
        cn: RingCentral Users
        member: {DnOf("ann")}
        member: {DnOf("ben")}
        member: {DnOf("cat")}

        """;

    private static string Person(string name, int number, (string Attribute, string? Value)[] values)
    {
        Dictionary<string, string?> entry = new()
        {
            ["objectClass"] = "user",
            ["objectGUID"] = $"00000000-0000-0000-0000-00000000000{number}",
            ["cn"] = name,
            ["givenName"] = name,
            ["sn"] = "Family",
            ["sAMAccountName"] = name,
            ["userPrincipalName"] = $"{name}@example.com",
            ["mail"] = $"{name}@example.com",
            ["mobile"] = $"+1415555010{number}",
            ["department"] = "Sales",
            ["streetAddress"] = "1 Main Street",
            ["l"] = "Belmont",
            ["st"] = "CA",
            ["postalCode"] = "94002",
            ["c"] = "US",
            ["userAccountControl"] = "512",
        };
        foreach ((string attribute, string? value) in values)
        {
            entry[attribute] = value;
        }

        return string.Join('\n', [$"dn: {DnOf(name)}", .. entry.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}: {pair.Value}")]);
    }
}
