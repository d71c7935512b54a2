using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>One hub of two domains that know the same people: who is one person, whose values count, and who is still there.</summary>
public sealed class SeveralDirectoriesTests
{
    private const string Second = "d2";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gone_from_one_and_alive_in_the_other_is_not_lost()
    {
        await using Two two = await Two.StartAsync();
        HubUser ann = await two.Hub.UserAsync(two.Old);
        Assert.Equal((ann.Id, "Sales"), ((await two.Hub.RowAsync(two.New, Second)).UserId, ann.Department));
        Assert.Equal(1, await two.Hub.Hub.CountAsync<HubUser>(cancellationToken: Stop));

        two.Hub.Domain.Delete(two.Old);
        ImportRecord record = Assert.Single(await two.Hub.ImportAsync());
        Assert.Equal(ImportAction.Updated, record.Action);
        Assert.Contains("no longer in example.com, lives on in new.example.com", record.Detail, StringComparison.Ordinal);
        ann = await two.Hub.UserAsync(two.New, Second);
        Assert.Equal((HubUserStatus.Active, "Field"), (ann.Status, ann.Department));
        Assert.Equal((AppUserState.Gone, null), ((await two.Hub.RowAsync(two.Old)).State, (await two.Hub.RowAsync(two.Old)).UserId));
        Assert.Empty(await two.Hub.ImportAsync());

        // From now on the other one alone decides.
        two.Other.Change(two.New, person => person.Disabled = true);
        Assert.Equal(ImportAction.Deactivated, Assert.Single(await two.ImportOtherAsync()).Action);
    }

    [Fact]
    public async Task Restored_in_the_first_is_the_same_person_again()
    {
        await using Two two = await Two.StartAsync();
        string id = (await two.Hub.UserAsync(two.Old)).Id;
        two.Hub.Domain.Delete(two.Old);
        await two.Hub.ImportAsync();
        two.Hub.Domain.Restore(two.Old);
        Assert.Equal(ImportAction.Linked, Assert.Single(await two.Hub.ImportAsync()).Action);
        Assert.Equal((id, "Sales"), ((await two.Hub.RowAsync(two.Old)).UserId, (await two.Hub.UserAsync(two.Old)).Department));
    }

    [Fact]
    public async Task Disabled_after_a_migration_stays_active_until_the_new_account_is_disabled_too()
    {
        await using Two two = await Two.StartAsync();
        two.Hub.Domain.Change(two.Old, person => person.Disabled = true);
        Assert.Equal(ImportAction.Updated, Assert.Single(await two.Hub.ImportAsync()).Action);
        HubUser ann = await two.Hub.UserAsync(two.Old);
        Assert.Equal((HubUserStatus.Active, "Field"), (ann.Status, ann.Department));

        // The first directory has nothing more to tell: the second one's import decides.
        two.Other.Change(two.New, person => person.Disabled = true);
        Assert.Equal(ImportAction.Deactivated, Assert.Single(await two.ImportOtherAsync(), record => record.Action != ImportAction.Updated).Action);
        Assert.Empty(await two.Hub.ImportAsync());

        await two.Hub.OptionsAsync<ProvisioningOptions>(options => options with { ReactivateUsers = true });
        two.Other.Change(two.New, person => person.Disabled = false);
        Assert.Contains(await two.ImportOtherAsync(), record => record.Action == ImportAction.Reactivated);
        Assert.Empty(await two.Hub.ImportAsync());
        Assert.Equal(HubUserStatus.Active, (await two.Hub.UserAsync(two.New, Second)).Status);
    }

    [Fact]
    public async Task A_directory_named_as_a_master_decides_values_and_life_cycle_while_it_knows_the_person()
    {
        await using Two two = await Two.StartAsync(new ProfileMaster(Second, 1, true), new ProfileMaster(Ids.ActiveDirectory, 2, true));
        Assert.Equal("Field", (await two.Hub.UserAsync(two.Old)).Department);

        // The second has no value: the first one gives it.
        two.Other.Change(two.New, person => person.Values.Remove("department"));
        await two.ImportOtherAsync();
        Assert.Equal("Sales", (await two.Hub.UserAsync(two.Old)).Department);

        two.Hub.Domain.Change(two.Old, person => person.Disabled = true);
        Assert.DoesNotContain(await two.Hub.ImportAsync(), record => record.Action == ImportAction.Deactivated);
        two.Hub.Domain.Change(two.Old, person => person.Disabled = false);
        await two.Hub.ImportAsync();
        two.Other.Change(two.New, person => person.Disabled = true);
        Assert.Contains(await two.ImportOtherAsync(), record => record.Action == ImportAction.Deactivated);

        // Deleted where it was disabled, the person is the first one's again, and comes back where that is on.
        await two.Hub.OptionsAsync<ProvisioningOptions>(options => options with { ReactivateUsers = true });
        two.Other.Delete(two.New);
        await two.ImportOtherAsync();
        Assert.Contains(await two.Hub.ImportAsync(), record => record.Action == ImportAction.Reactivated);
    }

    [Theory]
    [InlineData(OutOfScopeAction.Deactivate)]
    [InlineData(OutOfScopeAction.Keep)]
    public async Task Out_of_the_scope_of_one_and_in_that_of_the_other_belongs_to_the_other(OutOfScopeAction action)
    {
        await using Two two = await Two.StartAsync();
        await two.Hub.SetAsync(settings => settings with { SearchBases = [two.Hub.Domain.Leavers.Key], WhenOutOfScope = action });
        Assert.Equal(ImportAction.Updated, Assert.Single(await two.Hub.ImportAsync()).Action);
        HubUser ann = await two.Hub.UserAsync(two.Old);
        Assert.Equal((HubUserStatus.Active, "Field"), (ann.Status, ann.Department));

        // What the first one says of them is no longer heard.
        two.Hub.Domain.Change(two.Old, person => person.Values["department"] = "Elsewhere");
        Assert.Empty(await two.Hub.ImportAsync());
        two.Other.Change(two.New, person => person.Values["department"] = "Heard");
        Assert.Equal(ImportAction.Updated, Assert.Single(await two.ImportOtherAsync()).Action);
    }

    [Fact]
    public async Task A_directory_that_breaks_off_takes_nobody_from_itself_or_the_other()
    {
        await using Two two = await Two.StartAsync();
        two.Other.Delete(two.New);
        two.Second.BreakAfter = 1;
        await Assert.ThrowsAnyAsync<Exception>(() => two.ImportOtherAsync());
        two.Hub.Domain.Change(two.Old, person => person.Values["department"] = "Moved");
        Assert.Equal(ImportAction.Updated, Assert.Single(await two.Hub.ImportAsync()).Action);
        Assert.Equal((HubUserStatus.Active, "Moved"), ((await two.Hub.UserAsync(two.Old)).Status, (await two.Hub.UserAsync(two.Old)).Department));
    }

    [Theory]
    [InlineData("mail", "the names differ")]
    [InlineData("number", "the employee numbers differ")]
    [InlineData("login", "the mail addresses differ")]
    public async Task Two_people_who_share_an_address_or_a_login_wait_and_are_named(string shared, string because)
    {
        await using Two two = await Two.StartAsync(other: person =>
        {
            person.Values["givenName"] = "Other";
            person.Values["sn"] = "Person";
            if (shared == "login")
            {
                person.Values["mail"] = "other@example.com";
            }

            person.Values["employeeNumber"] = shared == "number" ? "2" : "";
        }, login: shared == "login" ? "appuser.sAMAccountName" : null, first: person => person.Values["employeeNumber"] = shared == "number" ? "1" : "");
        ImportRecord held = Assert.Single(two.Linked);
        Assert.Equal(ImportAction.Held, held.Action);
        Assert.Contains(because, held.Detail, StringComparison.Ordinal);
        Assert.Contains(two.Old.Dn, held.Detail, StringComparison.Ordinal);
        Assert.NotNull(held.Remedy);
        Assert.Null((await two.Hub.RowAsync(two.New, Second)).UserId);

        // A person says that it is one, and from then on it is.
        ImportMatch match = Assert.Single(await two.Hub.Hub.ListAsync<ImportMatch>(cancellationToken: Stop));
        Assert.Equal((await two.Hub.UserAsync(two.Old)).Id, Assert.Single(match.Candidates));
        await new Core.Hub.MatchConfirmation(two.Hub.Hub, two.Hub.Time).ConfirmAsync(match, null, asNew: false, Stop);
        Assert.Empty(await two.ImportOtherAsync());
        Assert.NotNull((await two.Hub.RowAsync(two.New, Second)).UserId);
    }

    [Theory]
    [InlineData("ann@corp.example.com", ImportAction.Linked)]
    [InlineData("new@corp.example.com", ImportAction.Held)]
    public async Task An_address_of_somebody_who_is_gone_says_who_it_is_only_with_a_second_sign(string principal, ImportAction expected)
    {
        await using Two two = await Two.StartAsync(link: false);
        two.Hub.Domain.Delete(two.Old);

        // She was the only one: a directory that comes back empty needs a person's word.
        Assert.Equal(ImportAction.Deactivated, Assert.Single(await two.Hub.ImportAsync(new Core.Hub.ImportRequest { AcceptGuard = true })).Action);
        two.New.Values["userPrincipalName"] = principal;
        ImportRecord record = (await two.ImportOtherAsync())[0];
        Assert.Equal(expected, record.Action);
        Assert.Equal(1, await two.Hub.Hub.CountAsync<HubUser>(cancellationToken: Stop));
    }

    [Fact]
    public async Task A_directory_has_mappings_of_its_own()
    {
        await using Two two = await Two.StartAsync(link: false);
        await two.Hub.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = Second, Target = "department", Expression = "\"Group \" + appuser.department" });
        two.New.Values["mail"] = "new@example.com";
        two.New.Values["userPrincipalName"] = "new@corp.example.com";
        two.New.Values["givenName"] = "Nell";
        await two.ImportOtherAsync();
        await two.Hub.ImportAsync();
        Assert.Equal(("Sales", "Group Field"), ((await two.Hub.UserAsync(two.Old)).Department, (await two.Hub.UserAsync(two.New, Second)).Department));
    }

    /// <summary>A hub with the person ann in two domains; department Sales in the first, Field in the second.</summary>
    private sealed class Two(ModelHub hub, ModelDomain other, ModelDirectory second, ModelPerson old, ModelPerson fresh) : IAsyncDisposable
    {
        public ModelHub Hub => hub;

        public ModelDomain Other => other;

        public ModelDirectory Second => second;

        public ModelPerson Old => old;

        public ModelPerson New => fresh;

        /// <summary>What the first import of the second domain told.</summary>
        public List<ImportRecord> Linked { get; private set; } = [];

        public static Task<Two> StartAsync(params ProfileMaster[] masters) => StartAsync(null, null, null, true, masters);

        public static Task<Two> StartAsync(bool link) => StartAsync(null, null, null, link);

        public static async Task<Two> StartAsync(Action<ModelPerson>? first = null, Action<ModelPerson>? other = null, string? login = null, bool link = true, params ProfileMaster[] masters)
        {
            ModelDomain domain = new();
            ModelPerson old = domain.Person("ann");
            first?.Invoke(old);
            ModelHub hub = await ModelHub.StartAsync(domain);
            ModelDomain second = new();
            ModelPerson fresh = second.Person("ann");
            fresh.Values["department"] = "Field";
            other?.Invoke(fresh);
            Two two = new(hub, second, await hub.ConnectAsync(second, SeveralDirectoriesTests.Second, "new.example.com"), old, fresh);
            if (login is not null)
            {
                await hub.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "login", Expression = $"{login} + \"-user\"" });
            }

            if (masters.Length > 0)
            {
                await hub.SaveAsync([.. masters, new ProfileMaster(Ids.RingCentral, 9, true)]);
            }

            await hub.ImportAsync();
            if (link)
            {
                two.Linked = await two.ImportOtherAsync();
            }

            return two;
        }

        public Task<List<ImportRecord>> ImportOtherAsync() => hub.ImportAsync(null, second);

        public ValueTask DisposeAsync() => hub.DisposeAsync();
    }
}
