using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>The planner by hand-made inputs alone: no hub, no account.</summary>
public sealed class PlannerTests
{
    private static readonly ProvisioningOptions s_all = new() { CreateUsers = true, UpdateUserAttributes = true, DeactivateUsers = true, ReactivateUsers = true };

    private static readonly AccountDictionaries s_dictionaries = new(
        [new Country("1", "United States", "US"), new Country("224", "United Kingdom", "GB")],
        [new CountryState("12", "California", "CA", "1"), new CountryState("13", "Colorado", "CO", "1")]);

    public static TheoryData<string, DiffKind, string?> OptionCases => new()
    {
        { "create off", DiffKind.Wait, "CreateUsersOff" },
        { "join", DiffKind.Join, null },
        { "not assigned", DiffKind.None, null },
        { "staged", DiffKind.None, null },
        { "same", DiffKind.None, null },
        { "differs", DiffKind.Update, null },
        { "differs, update off", DiffKind.None, null },
        { "never assigned", DiffKind.None, null },
        { "lost", DiffKind.Leave, null },
        { "lost, deactivate off", DiffKind.Wait, "RcDeactivateOff" },
        { "lost, disabled there", DiffKind.None, null },
        { "deactivated", DiffKind.Leave, null },
        { "disabled there", DiffKind.Return, null },
        { "disabled there, reactivate off", DiffKind.Wait, "RcReactivateOff" },
        { "gone there", DiffKind.Wait, "RcExtensionGone" },
    };

    [Theory]
    [MemberData(nameof(OptionCases))]
    public void A_person_needs_what_the_options_allow(string what, DiffKind kind, string? errorId)
    {
        HubUser user = User("u1");
        AppUser account = Account(user);
        (ProvisioningOptions options, PersonView view) = what switch
        {
            "create off" => (s_all with { CreateUsers = false }, View(user, null)),
            "join" => (s_all, View(user, null)),
            "not assigned" => (s_all, View(user, null, assigned: false)),
            "staged" => (s_all, View(user with { Status = HubUserStatus.Staged }, null)),
            "same" => (s_all, View(user, account)),
            "differs" => (s_all, View(User("u1", ("department", "Other")), account)),
            "differs, update off" => (s_all with { UpdateUserAttributes = false }, View(User("u1", ("department", "Other")), account)),
            "never assigned" => (s_all, View(user, account, assigned: false)),
            "lost" => (s_all, View(user, account, assigned: false, lost: true)),
            "lost, deactivate off" => (s_all with { DeactivateUsers = false }, View(user, account, assigned: false, lost: true)),
            "lost, disabled there" => (s_all, View(user, account with { Enabled = false }, assigned: false, lost: true)),
            "deactivated" => (s_all, View(user with { Status = HubUserStatus.Deactivated }, account)),
            "disabled there" => (s_all, View(user, account with { Enabled = false })),
            "disabled there, reactivate off" => (s_all with { ReactivateUsers = false }, View(user, account with { Enabled = false })),
            "gone there" => (s_all, View(user, account with { State = AppUserState.Gone })),
            _ => throw new ArgumentException(what),
        };
        PersonDiff diff = Engine(options).Diff(view);
        Assert.Equal((kind, errorId), (diff.Kind, diff.ErrorId));
        Assert.Equal(errorId is null, diff.Remedy is null);
    }

    [Fact]
    public void Create_only_is_sent_once_and_clear_clears_what_is_there()
    {
        AttributeMapping createOnly = new() { Direction = MappingDirection.HubToRc, Target = "department", Expression = "user.department", Apply = MappingApply.CreateOnly };
        AttributeMapping clear = new() { Direction = MappingDirection.HubToRc, Target = "mobilePhone", Expression = "user.mobilePhone", WhenEmpty = EmptyValue.Clear };
        DiffEngine engine = Engine(s_all, createOnly, clear);
        HubUser user = User("u1", ("department", "New"), ("mobilePhone", null));
        Assert.Equal("New", engine.Diff(View(user, null)).Values["department"]);
        AppUser there = Account(User("u1", ("department", "Old"), ("mobilePhone", "+14155550100")));
        PersonDiff diff = engine.Diff(View(user, there));
        Assert.Equal(["mobilePhone"], diff.Values.Keys);
        Assert.Equal(("", null), (diff.Values["mobilePhone"], Assert.Single(diff.Changes).After));
        Assert.Equal(DiffKind.None, engine.Diff(View(user, Account(User("u1", ("department", "Old"), ("mobilePhone", null))))).Kind);
        Assert.Equal(DiffKind.None, Engine(s_all).Diff(View(User("u1", ("mobilePhone", null)), Account(User("u1", ("mobilePhone", "+14155550100"))))).Kind);
    }

    [Fact]
    public void A_number_is_changed_only_where_that_is_allowed()
    {
        AttributeMapping number = new() { Direction = MappingDirection.HubToRc, Target = "extensionNumber", Expression = "user.extension" };
        HubUser user = User("u1", ("extension", "205"));
        AppUser there = Account(user);
        PersonDiff off = Engine(s_all, number).Diff(View(user, there));
        Assert.Equal((DiffKind.None, "RcRenumberOff"), (off.Kind, Assert.Single(off.Problems).ErrorId));
        ProvisioningOptions options = s_all with { Renumber = true };
        DiffEngine engine = Engine(options, number);
        PersonDiff on = engine.Diff(View(user, there));
        Operation operation = Assert.Single(Arrange(options, engine, [on], [Person("ext-u1", "101", "u1@example.com")]).Operations);
        Assert.Equal((OperationKind.Renumber, OperationState.Planned, """{"extensionNumber":"205"}"""), (operation.Kind, operation.State, operation.Payload));
        Operation taken = Assert.Single(Arrange(options, engine, [on], [Person("ext-u1", "101", "u1@example.com"), Person("e9", "205", "x@example.com")]).Operations);
        Assert.Equal((OperationState.Blocked, "RcExtensionNumberTaken"), (taken.State, taken.ErrorId));
        Operation next = Assert.Single(Arrange(options with { NumberTaken = NumberTaken.NextFree }, engine, [on], [Person("ext-u1", "101", "u1@example.com"), Person("e9", "205", "x@example.com")]).Operations);
        Assert.Equal((OperationKind.Renumber, OperationState.Planned), (next.Kind, next.State));
    }

    [Theory]
    [InlineData(CreateMode.FillUnassigned, 3, "Fill Fill Fill")]
    [InlineData(CreateMode.FillUnassigned, 1, "Fill Blocked Blocked")]
    [InlineData(CreateMode.FillThenCreate, 1, "Fill Create Create")]
    [InlineData(CreateMode.Create, 3, "Create Create Create")]
    public void Joiners_get_lines_as_the_mode_says(CreateMode mode, int unassigned, string expected)
    {
        ProvisioningOptions options = s_all with { CreateMode = mode };
        DiffEngine engine = Engine(options);
        PersonDiff[] joiners = [.. Enumerable.Range(1, 3).Select(i => engine.Diff(View(User("u" + i), null)))];
        Plan plan = Arrange(options, engine, joiners, [.. Enumerable.Range(0, unassigned).Select(i => Unassigned("e" + i))]);
        Assert.Equal(expected, string.Join(' ', plan.Operations.Select(operation => operation.State == OperationState.Planned ? operation.Kind.ToString() : operation.State.ToString())));
        Assert.All(plan.Operations.Where(operation => operation.State == OperationState.Blocked), operation => Assert.Equal("RcNoUnassigned", operation.ErrorId));
        string[] targets = [.. plan.Operations.Select(operation => operation.TargetKey).OfType<string>()];
        Assert.Equal(targets.Distinct(), targets);
        string[] numbers = [.. plan.Operations.Where(operation => operation.Kind == OperationKind.Fill && operation.Payload is not null).Select(operation => System.Text.Json.JsonDocument.Parse(operation.Payload!).RootElement.GetProperty("extensionNumber").GetString()!)];
        Assert.Equal(numbers.Distinct(), numbers);
    }

    [Fact]
    public void One_mail_for_two_joiners_blocks_both_whatever_its_case()
    {
        DiffEngine engine = Engine(s_all);
        PersonDiff[] joiners = [engine.Diff(View(User("u1", ("email", "same@example.com")), null)), engine.Diff(View(User("u2", ("email", "SAME@example.com")), null)), engine.Diff(View(User("u3"), null))];
        Plan plan = Arrange(s_all, engine, joiners, [Unassigned("e1"), Unassigned("e2")]);
        Assert.Equal(["u1", "u2"], plan.Operations.Where(operation => operation is { State: OperationState.Blocked, ErrorId: "RcDuplicateMail" }).Select(operation => operation.UserId).Order());
        Assert.Equal("u3", Assert.Single(plan.Operations, operation => operation.State == OperationState.Planned).UserId);
    }

    [Fact]
    public void Leavers_come_before_joiners_and_joiners_before_updates()
    {
        DiffEngine engine = Engine(s_all);
        PersonDiff[] diffs =
        [
            engine.Diff(View(User("u1", ("department", "Other")), Account(User("u1")))),
            engine.Diff(View(User("u2"), null)),
            engine.Diff(View(User("u3") with { Status = HubUserStatus.Deactivated }, Account(User("u3")))),
        ];
        Plan plan = Arrange(s_all, engine, diffs, [Unassigned("e1"), Person("ext-u1", "101", "u1@example.com"), Person("ext-u3", "103", "u3@example.com")]);
        Assert.Equal([OperationKind.Deactivate, OperationKind.Fill, OperationKind.Update], plan.Operations.Select(operation => operation.Kind));
    }

    [Fact]
    public void Equal_plans_have_equal_fingerprints_and_others_have_others()
    {
        DiffEngine engine = Engine(s_all);
        PersonDiff[] diffs = [.. Enumerable.Range(1, 5).Select(i => engine.Diff(View(User("u" + i), null)))];
        Extension[] account = [.. Enumerable.Range(0, 5).Select(i => Unassigned("e" + i))];
        string first = Arrange(s_all, engine, diffs, account).Summary.Fingerprint;
        Assert.Equal(first, Arrange(s_all, engine, [.. diffs.Reverse()], [.. account.Reverse()]).Summary.Fingerprint);
        Assert.NotEqual(first, Arrange(s_all, engine, diffs[1..], account).Summary.Fingerprint);
        Assert.NotEqual(first, Arrange(s_all, engine, [engine.Diff(View(User("u1", ("department", "Other")), null)), .. diffs[1..]], account).Summary.Fingerprint);
    }

    private static Plan Arrange(ProvisioningOptions options, DiffEngine engine, PersonDiff[] diffs, Extension[] extensions)
    {
        AccountFacts facts = new(new AccountDescription("1", "Example", new Uri("https://example.com"), null), extensions, s_dictionaries, DateTimeOffset.UtcNow);
        HashSet<string> linked = [.. diffs.Select(diff => diff.ExtensionId).OfType<string>()];
        return new Arranger(facts, options, linked, engine, Refusals.None, "run", TimeProvider.System).Arrange(diffs);
    }

    private static DiffEngine Engine(ProvisioningOptions options, params AttributeMapping[] own)
    {
        IEnumerable<AttributeMapping> mappings = MappingDefaults.All.Where(mapping => !own.Any(other => other.Direction == mapping.Direction && other.Target == mapping.Target)).Concat(own);
        Rows rows = new([.. mappings, .. HubSchema.Base, new HubAttribute { Name = "extension", DisplayName = "Extension", Custom = true }]);
        return new DiffEngine(MappingCatalog.LoadAsync(rows, TimeProvider.System).GetAwaiter().GetResult(), options, s_dictionaries);
    }

    private sealed class Rows(IReadOnlyList<IHubRow> rows) : IHubReader
    {
        public IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
            where T : class, IHubRow => rows.OfType<T>().ToAsyncEnumerable();

        public Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
            where T : class, IHubRow => Task.FromResult((long)rows.OfType<T>().Count());
    }

    private static HubUser User(string id, params (string Name, object? Value)[] values)
    {
        AttributeSet profile = new(
        [
            new("login", id + "@example.com"), new("firstName", "First" + id), new("lastName", "Last" + id), new("email", id + "@example.com"),
            new("department", "Sales"), new("city", "Belmont"), new("state", "CA"), new("countryCode", "US"),
        ]);
        return new HubUser { Id = id, Status = HubUserStatus.Active, Profile = profile.With(values.Select(value => new KeyValuePair<string, object?>(value.Name, value.Value))) };
    }

    /// <summary>The extension of a person, as RingCentral would show it.</summary>
    private static AppUser Account(HubUser user) => new()
    {
        SystemId = Ids.RingCentral,
        Key = "ext-" + user.Id,
        UserId = user.Id,
        Place = user.Name,
        Hash = "",
        Attributes = new AttributeSet(
        [
            new("firstName", user.FirstName), new("lastName", user.LastName), new("email", user.Email), new("department", user.Department), new("mobilePhone", user.Profile.Text("mobilePhone")),
            new("city", "Belmont"), new("state", "California"), new("country", "United States"), new("extensionNumber", "101"), new("status", "Enabled"),
        ]),
    };

    private static PersonView View(HubUser user, AppUser? account, bool assigned = true, bool lost = false) => new(user, account, null, assigned, lost, new PersonSurroundings(user, new SystemNames([], [])));

    private static Extension Unassigned(string id) => new() { Id = id, Type = "User", Status = "Unassigned", Attributes = AttributeSet.Empty };

    private static Extension Person(string id, string number, string mail) =>
        new() { Id = id, Number = number, Type = "User", Status = "Enabled", Attributes = new AttributeSet([new("email", mail)]), HasContact = true };
}
