using System.Diagnostics;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.People;

/// <summary>A name that is nobody's is told with whom it may have meant; a display name never finds anybody, since several may bear it.</summary>
public sealed class PersonLookupTests() : StoreSuite(new SqlitePlace())
{
    [Theory]
    [InlineData("zeo@contoso.com", "Did you mean zoe@contoso.com (Zoë Ångström)?")]
    [InlineData("ZEO@Contoso.com", "Did you mean zoe@contoso.com (Zoë Ångström)?")]
    [InlineData("zoe@fabrikam.com", "Did you mean zoe@contoso.com (Zoë Ångström)?")]
    [InlineData("zoe", "Did you mean zoe@contoso.com (Zoë Ångström)?")]
    [InlineData("agnes.uedo@contoso.com", "Did you mean aueda@contoso.com (Agnès Ueda)?")]
    [InlineData("Agnes Ueda", "Did you mean aueda@contoso.com (Agnès Ueda)?")]
    [InlineData("ueda*", "Get-HubUser 'ueda*' finds them by a part of a name.")]
    [InlineData("Dr. Nobody", "Get-HubUser '*Nobody*' finds them by a part of a name.")]
    [InlineData("o'malley@contoso.com", "Get-HubUser '*o''malley*' finds them by a part of a name.")]
    [InlineData("CN=zeo@contoso.com,DC=contoso,DC=com", "GUID; Get-HubUser lists people.")]
    [InlineData("0197f1c2-0000-7000-8000-000000000009", "GUID; Get-HubUser lists people.")]
    [InlineData(" ", "GUID; Get-HubUser lists people.")]
    public async Task Who_may_have_been_meant_is_said(string name, string remedy)
    {
        await SaveAsync(Person("1", "aueda", "Agnès", "Ueda", "agnes.ueda@contoso.com"), Person("2", "zoe", "Zoë", "Ångström"), Person("3", "kim", "Kim", "Lee"), Person("4", "ben", "Ben", "Archer"));

        RingCentralAdException error = await MissingAsync(new PersonLookup(Store), name);

        Assert.Equal(("HubUserNotFound", ErrorKind.NotFound, $"Nobody in the hub is called '{name}'."), (error.ErrorId, error.Kind, error.Message));
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_at_the_typed_domain_comes_first()
    {
        await SaveAsync(Person("1", "zoe", "Zoë", "Archer", login: "zoe@fabrikam.com"), Person("2", "zoa", "Zoa", "Lee"));
        Assert.Contains("Did you mean zoa@contoso.com", (await MissingAsync(new PersonLookup(Store), "zoo@contoso.com")).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_display_name_names_who_bears_it_and_finds_nobody()
    {
        await SaveAsync(Person("1", "aueda", "Agnès", "Ueda"));
        PersonLookup lookup = new(Store);
        RingCentralAdException one = await MissingAsync(lookup, "agnès ueda");
        Assert.Equal("'agnès ueda' is the name of aueda@contoso.com.", one.Message);
        Assert.StartsWith("Use the login, since people may share a name", one.Remedy, StringComparison.Ordinal);

        await SaveAsync(Person("2", "agnes2", "Agnès", "Ueda"));
        Assert.Equal("'Agnès Ueda' is the name of aueda@contoso.com and agnes2@contoso.com.", (await MissingAsync(lookup, "Agnès Ueda")).Message);

        await SaveAsync([.. Enumerable.Range(3, 7).Select(static i => Person($"{i}", $"agnes{i}", "Agnès", "Ueda"))]);
        RingCentralAdException many = await MissingAsync(lookup, "Agnès Ueda");
        Assert.EndsWith("agnes5@contoso.com and others.", many.Message, StringComparison.Ordinal);
        Assert.Contains("Get-HubUser 'Agnès Ueda*'", many.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_strangers_gets_few_guesses()
    {
        await SaveAsync(Person("1", "zoe", "Zoë", "Ångström"));
        PersonLookup lookup = new(Store);
        List<string?> remedies = [];
        for (int i = 0; i < 7; i++)
        {
            remedies.Add((await MissingAsync(lookup, "zeo@contoso.com")).Remedy);
        }

        Assert.Equal([true, true, true, true, true, false, false], remedies.Select(static remedy => remedy!.StartsWith("Did you mean", StringComparison.Ordinal)));
    }

    /// <summary>Prints what a guess costs; asserts only what it finds.</summary>
    [Fact]
    public async Task A_guess_among_many()
    {
        await SaveAsync([.. Enumerable.Range(0, 20_000).Select(static i => Person($"{i:D5}", $"person{i:D5}", "Person", $"Number {i:D5}"))]);
        PersonLookup lookup = new(Store);
        await Assert.ThrowsAsync<RingCentralAdException>(() => lookup.FindAsync("nobody at all", Token));
        Stopwatch watch = Stopwatch.StartNew();
        RingCentralAdException error = await MissingAsync(lookup, "perzon12345@contoso.com");
        TestContext.Current.SendDiagnosticMessage($"A guess among 20,000 people: {watch.ElapsedMilliseconds} ms");
        Assert.StartsWith("Did you mean person12345@contoso.com (Person Number 12345)?", error.Remedy, StringComparison.Ordinal);
    }

    private static Task<RingCentralAdException> MissingAsync(PersonLookup lookup, string name) => Assert.ThrowsAsync<RingCentralAdException>(() => lookup.FindAsync(name, Token));

    private static HubUser Person(string id, string local, string first, string last, string? mail = null, string? login = null) => new()
    {
        Id = id,
        Status = HubUserStatus.Active,
        Profile = new AttributeSet([new("login", login ?? $"{local}@contoso.com"), new("firstName", first), new("lastName", last), new("email", mail)]),
    };
}
