using System.Globalization;

namespace RingCentralAD.TestServers;

/// <summary>Person number i of the sample domain: always the same, whatever the number of people.</summary>
public sealed record SamplePerson(int Number)
{
    private static readonly string[] s_first = "Ana Ben Chloé David Emma François Grace Hugo Inés Jack Katya Liam María Noah Olga Paul Quinn Rosa Søren Tom Uma Viktor Wendy Xavier Yara Zoë Łukasz Øyvind Müge Anne-Marie".Split(' ');
    private static readonly string[] s_last = "Smith O'Brien Müller García Nguyen Ivanova Kowalski Dupont Rossi Lee Patel Kim Hansen Novák Silva Cohen Okafor Tanaka Brown Johnson van_der_Berg Mac_Donald Straße Wójcik Ångström Çelik".Split(' ');
    private static readonly string[] s_departments = "Sales Marketing Engineering Support Finance Legal HR IT Operations Facilities".Split(' ');
    private static readonly SampleCity[] s_cities =
    [
        new("Belmont", "CA", "94002", "US", "United States", "20 Davis Drive", 840),
        new("Denver", "CO", "80202", "US", "United States", "1400 16th St", 840),
        new("London", "London", "SW1A 1AA", "GB", "United Kingdom", "10 Downing St", 826),
        new("Paris", "Île-de-France", "75001", "FR", "France", "1 rue de Rivoli", 250),
        new("Berlin", "Berlin", "10115", "DE", "Germany", "Invalidenstraße 1", 276),
        new("Toronto", "ON", "M5V 2T6", "CA", "Canada", "1 Blue Jays Way", 124),
    ];

    public static IReadOnlyList<string> Departments => s_departments;

    public static IReadOnlyList<SampleCity> Cities => s_cities;

    public string FirstName => s_first[Number % s_first.Length];

    public string LastName => s_last[Number / s_first.Length % s_last.Length].Replace('_', ' ');

    public string Department => s_departments[Number % s_departments.Length];

    public SampleCity City => s_cities[Number / s_departments.Length % s_cities.Length];

    /// <summary>Every 97th holds a comma.</summary>
    public string CommonName => Number % 97 == 0 ? Format($"{LastName}, {FirstName} {Number:d6}") : Format($"{FirstName} {LastName} {Number:d6}");

    public string AccountName => Format($"u{Number:d6}");

    public string Mail => Format($"u{Number:d6}@corp.example");

    public string TelephoneNumber => Format($"+1650{4000000 + Number}");

    public string Mobile => Format($"+1 650 5{Number / 10000 % 100:d2} {Number % 10000:d4}");

    /// <summary>The first twenty have one; hashing a password takes longer than the rest of a person.</summary>
    public string? Password => Number <= 20 ? Format($"Us3r!pass{Number:d6}") : null;

    /// <summary>Every 20th is.</summary>
    public bool IsDisabled => Number % 20 == 0;

    /// <summary>The head of ten people, whose own head is person 1; null for person 1.</summary>
    public SamplePerson? Manager => Number == 1 ? null : new(Number % 10 == 1 ? 1 : Number - ((Number - 1) % 10));

    public string Dn(string baseDn) => $"CN={Escape(CommonName)},OU={City.Name},OU={Department},OU=People,{LargeDomain.RootOf(baseDn)}";

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string value) => string.Concat(value.Select(static c => ",+\"\\<>;=#".Contains(c, StringComparison.Ordinal) ? "\\" + c : c.ToString()));
}

/// <summary>Where a sample person works.</summary>
public sealed record SampleCity(string Name, string State, string PostalCode, string Country, string CountryName, string Street, int CountryCode);
