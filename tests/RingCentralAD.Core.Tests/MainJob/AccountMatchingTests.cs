using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Whom an extension that was there before is taken for: by mail or login at once, by name on a person's word, by a number never.</summary>
public sealed class AccountMatchingTests
{
    private const string Phone = "+16505550150";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mail", MatchKind.Exact)]
    [InlineData("login", MatchKind.Exact)]
    [InlineData("name", MatchKind.Partial)]
    [InlineData("name, mobile, number", MatchKind.Partial)]
    [InlineData("number", MatchKind.None)]
    [InlineData("mobile", MatchKind.None)]
    [InlineData("last name", MatchKind.None)]
    [InlineData("", MatchKind.None)]
    public async Task Signs_say_whom_an_extension_is_taken_for(string common, MatchKind kind)
    {
        await using Cycle cycle = await StartAsync(common);

        // Whatever the rules name: on a name alone nobody is linked without a person's word.
        await RulesAsync(cycle, AutoConfirm.Exact, AutoConfirm.Partial, AutoConfirm.New);
        ImportRecord record = (await cycle.ImportAccountAsync())[0];
        Assert.Equal(kind == MatchKind.Exact ? ImportAction.Linked : ImportAction.Held, record.Action);
        Assert.Equal(kind == MatchKind.Exact ? [] : [kind], (await MatchesAsync(cycle)).Select(match => match.Kind));
        Assert.Equal(kind == MatchKind.Exact ? (await cycle.UserAsync("p000")).Id : null, (await ExtensionAsync(cycle)).UserId);
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("name")]
    public async Task A_word_links_and_gives_a_direct_assignment(string common)
    {
        await using Cycle cycle = await StartAsync(common);
        await RulesAsync(cycle);
        await cycle.ImportAccountAsync();
        ImportMatch match = Assert.Single(await MatchesAsync(cycle));
        await new MatchConfirmation(cycle.Hub, cycle.Time).ConfirmAsync(match, null, asNew: false, Stop);
        string id = (await cycle.UserAsync("p000")).Id;
        Assert.Equal(id, (await ExtensionAsync(cycle)).UserId);
        Assignment assignment = Assert.Single(await cycle.Hub.ListAsync<Assignment>(cancellationToken: Stop));
        Assert.Equal((id, AssignmentOrigin.Import), (assignment.UserId, assignment.Origin));
        Assert.Empty(await MatchesAsync(cycle));

        // The next import brings the numbers, and nothing after it.
        Assert.Equal([ImportAction.Updated], (await cycle.ImportAccountAsync()).Select(record => record.Action));
        Assert.Empty(await cycle.ImportAccountAsync());
    }

    [Fact]
    public async Task An_extension_that_is_nobodys_stays_alone_and_one_of_somebody_new_makes_them()
    {
        await using Cycle cycle = await StartAsync("");
        await cycle.ImportAccountAsync();
        MatchConfirmation confirmation = new(cycle.Hub, cycle.Time);
        await confirmation.DenyAsync(Assert.Single(await MatchesAsync(cycle)), Stop);
        Assert.Empty(await cycle.ImportAccountAsync());
        ImportRecord made = await confirmation.ConfirmAsync(Assert.Single(await MatchesAsync(cycle)), null, asNew: true, Stop);
        Assert.Equal((ImportAction.Created, "other@example.com"), (made.Action, made.Email));
        Assert.Equal(made.HubUserId, (await ExtensionAsync(cycle)).UserId);
    }

    [Fact]
    public async Task A_mail_address_on_two_extensions_waits_for_both()
    {
        SeedExtension first = Of("mail"), second = Of("mail");
        (second.Email, second.DirectNumber) = ("P000@EXAMPLE.COM", null);
        await using Cycle cycle = await StartAsync("", first, second);
        Assert.All(await cycle.ImportAccountAsync(), record => Assert.Equal(ImportAction.Held, record.Action));
        Assert.All(await MatchesAsync(cycle), match => Assert.Equal((MatchKind.Ambiguous, 1), (match.Kind, match.Candidates.Count)));
        Assert.Equal(2, (await MatchesAsync(cycle)).Count);
    }

    [Fact]
    public async Task Two_people_of_one_name_wait_with_both_as_candidates()
    {
        await using Cycle cycle = await StartAsync("name", twins: true);
        Assert.Equal(ImportAction.Held, Assert.Single(await cycle.ImportAccountAsync()).Action);
        ImportMatch match = Assert.Single(await MatchesAsync(cycle));
        Assert.Equal((MatchKind.Ambiguous, 2), (match.Kind, match.Candidates.Count));
    }

    private static SeedExtension Of(string common)
    {
        SeedExtension extension = new() { FirstName = "Other", LastName = "Person", Email = "other@example.com", DirectNumber = "+16505550199" };
        foreach (string sign in common.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            switch (sign)
            {
                case "mail":
                    extension.Email = "p000@example.com";
                    break;
                case "login":
                    extension.Email = "p000@corp.example.com";
                    break;
                case "name":
                    (extension.FirstName, extension.LastName) = ("Givenp000", "Familyp000");
                    break;
                case "last name":
                    extension.LastName = "Familyp000";
                    break;
                case "mobile":
                    extension.MobilePhone = Phone;
                    break;
                default:
                    extension.DirectNumber = Phone;
                    break;
            }
        }

        return extension;
    }

    private static async Task<Cycle> StartAsync(string common, params SeedExtension[] extensions) => await StartAsync(common, false, extensions);

    /// <summary>One person in the hub, or two of one name, whose logins are their user principal names, and extensions that have something in common with them.</summary>
    private static async Task<Cycle> StartAsync(string common, bool twins, params SeedExtension[] extensions)
    {
        Company company = new Company().Add(new Person("p000") { Phone = Phone, Mobile = Phone });
        if (twins)
        {
            company.Add(new Person("p001") { First = "Givenp000", Last = "Familyp000" });
        }

        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Extensions = extensions.Length > 0 ? extensions : [Of(common)] });
        await cycle.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "login", Expression = "appuser.userName" });
        await cycle.ImportAsync();
        return cycle;
    }

    private static async Task RulesAsync(Cycle cycle, params AutoConfirm[] kinds)
    {
        ImportRules rules = await cycle.Hub.GetAsync<ImportRules>(Stop);
        await cycle.Hub.WriteAsync(transaction => transaction.SetAsync(rules with { AccountAutoConfirm = kinds }, Stop), null, Stop);
    }

    private static Task<IReadOnlyList<ImportMatch>> MatchesAsync(Cycle cycle) => cycle.Hub.ListAsync<ImportMatch>(cancellationToken: Stop);

    private static async Task<AppUser> ExtensionAsync(Cycle cycle) =>
        Assert.Single(await cycle.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral), Stop));
}
