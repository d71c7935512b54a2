using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;
using Person = RingCentralAD.Core.Tests.MainJob.Person;

namespace RingCentralAD.Core.Tests.Hub.Groups;

/// <summary>Groups by rule: who is in them, at once and as values change, in imports and in runs; and what hangs on them.</summary>
public sealed class RuleGroupTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_rule_takes_in_whom_it_holds_for_and_a_preview_says_so_before()
    {
        await using Cycle cycle = await StartAsync(Of(6));
        HubGroup sales = Rule(cycle, "Sales", "user.department == \"Sales\"");
        string before = HubDump.Of(cycle.HubPath);
        await using (IHubStore trial = await cycle.Hub.BeginTrialAsync(Stop))
        {
            Assert.Equal(["Joins p000", "Joins p002", "Joins p004"], Show(await new GroupEditor(trial, true, cycle.Time).SaveAsync(sales, Stop).ToListAsync(Stop)));
        }

        Assert.Equal(before, HubDump.Of(cycle.HubPath));
        Assert.Equal(["Joins p000", "Joins p002", "Joins p004"], Show(await SaveAsync(cycle, sales)));
        Assert.Equal(["p000", "p002", "p004"], await MembersAsync(cycle, sales));

        // A changed rule: who joins and who leaves.
        Assert.Equal(["Joins p001", "Joins p003", "Leaves p002", "Leaves p004"], Show(await SaveAsync(cycle, sales with { Rule = "user.department == \"Legal\" AND user.email < \"p004\" OR user.email == \"p000@example.com\"" })));
        Assert.Equal(["p000", "p001", "p003"], await MembersAsync(cycle, sales));
        Assert.Empty(await SaveAsync(cycle, sales with { Rule = "user.department == \"Legal\" AND user.email < \"p004\" OR user.email == \"p000@example.com\"" }));
    }

    [Fact]
    public async Task An_import_moves_people_and_looks_only_at_those_who_changed()
    {
        Company company = Of(6);
        await using Cycle cycle = await StartAsync(company);
        HubGroup sales = Rule(cycle, "Sales", "user.department == \"Sales\"");
        await SaveAsync(cycle, sales);
        Assert.Empty(await MarksAsync(cycle));

        company.Change("p000", person => person with { Department = "Legal" });
        company.Change("p001", person => person with { Department = "Sales" });
        company.Add(new Person("p100"));
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(["p001", "p002", "p004", "p100"], await MembersAsync(cycle, sales));
        Assert.Empty(await MarksAsync(cycle));

        // A membership that only a reckoning of everybody would mend stays: nobody else was looked at.
        await cycle.SaveAsync(new LocalMember(sales.Id, (await cycle.UserAsync("p003")).Id));
        company.Change("p002", person => person with { Department = "Legal" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(["p001", "p003", "p004", "p100"], await MembersAsync(cycle, sales));
    }

    [Fact]
    public async Task An_assigned_rule_gives_and_takes_RingCentral()
    {
        Company company = Of(10);
        await using Cycle cycle = await StartAsync(company);
        await SaveAsync(cycle, Rule(cycle, "Sales", "user.department == \"Sales\""));
        await cycle.AssignAsync("Sales");
        Assert.Equal(5, (await cycle.ProvisionAsync()).Count(record => record.Action == OperationKind.Fill));

        company.Change("p000", person => person with { Department = "Legal" });
        company.Change("p001", person => person with { Department = "Sales" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(["Deactivate p000@example.com", "Fill p001@example.com"], (await cycle.ProvisionAsync()).Select(record => $"{record.Action} {record.Email}").Order());
        Assert.Equal("Disabled", cycle.ExtensionOf("p000").Status);
    }

    [Fact]
    public async Task What_RingCentral_changes_moves_people_in_the_run_that_reads_it()
    {
        await using Cycle cycle = await Cycle.ProvisionedAsync(Company.Of(3));
        HubGroup reached = Rule(cycle, "Reached", "user.primaryPhone != null");
        await SaveAsync(cycle, reached);
        Assert.Equal(["p000", "p001", "p002"], await MembersAsync(cycle, reached));

        await using Cycle late = await StartAsync(Company.Of(3), unassigned: 3);
        HubGroup without = Rule(late, "Without", "user.primaryPhone == null");
        await SaveAsync(late, without);
        Assert.Equal(3, (await MembersAsync(late, without)).Length);
        await late.AssignAsync();
        await late.ProvisionAsync();
        await late.WriteBackAsync();
        Assert.Empty(await MembersAsync(late, without));
    }

    [Fact]
    public async Task Deactivated_people_are_in_no_rule_and_come_back_by_it()
    {
        Company company = Of(10);
        await using Cycle cycle = await StartAsync(company);
        await cycle.OptionsAsync(options => options with { ReactivateUsers = true });
        HubGroup sales = Rule(cycle, "Sales", "user.department == \"Sales\"");
        HubGroup local = new() { Id = Ids.New(cycle.Time), Name = "Local", Kind = HubGroupKind.Local };
        await SaveAsync(cycle, sales);
        await SaveAsync(cycle, local);
        GroupEditor editor = new(cycle.Hub, false, cycle.Time);
        Assert.True(await editor.AddAsync(local, await cycle.UserAsync("p000"), Stop));
        Assert.False(await editor.AddAsync(local, await cycle.UserAsync("p000"), Stop));
        await cycle.SaveAsync(new Assignment { Id = Ids.New(cycle.Time), UserId = (await cycle.UserAsync("p000")).Id, CreatedAt = cycle.Time.GetUtcNow() });

        company.Change("p000", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(["p002", "p004", "p006", "p008"], await MembersAsync(cycle, sales));
        Assert.Empty(await MembersAsync(cycle, local));
        RingCentralAdException refused = await Assert.ThrowsAsync<RingCentralAdException>(async () => await editor.AddAsync(local, await cycle.UserAsync("p000"), Stop));
        Assert.Equal("HubUserDeactivated", refused.ErrorId);

        company.Change("p000", person => person with { Disabled = false });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await cycle.ImportAsync();

        // The rule and the directory's groups bring back; what was put in by hand is not restored.
        Assert.Equal(["p000", "p002", "p004", "p006", "p008"], await MembersAsync(cycle, sales));
        Assert.Empty(await MembersAsync(cycle, local));
        Assert.Empty(await cycle.Hub.ListAsync<Assignment>(cancellationToken: Stop));
        Assert.Contains("p000", await MembersAsync(cycle, await HubGroups.FindAsync(cycle.Hub, Company.Assigned, Stop)));
    }

    [Fact]
    public async Task Whom_a_rule_fails_for_stays_and_is_listed_until_it_is_mended()
    {
        Company company = Of(4);
        company.Change("p002", person => person with { EmployeeNumber = "12" });
        await using Cycle cycle = await StartAsync(company);
        await cycle.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "employeeNumber", Expression = "appuser.employeeNumber" });
        await cycle.ImportAsync();
        HubGroup group = Rule(cycle, "Numbered", "user.employeeNumber != null AND Convert.toInt(user.employeeNumber) > 10");
        Assert.Equal(["Joins p002"], Show(await SaveAsync(cycle, group)));

        company.Change("p002", person => person with { EmployeeNumber = "twelve" });
        company.Change("p003", person => person with { EmployeeNumber = "none" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(["p002"], await MembersAsync(cycle, group));
        IReadOnlyList<RingCentralAD.Core.Model.Problem> problems = await ProblemsAsync(cycle);
        Assert.Equal(["p002", "p003"], problems.Select(problem => problem.Person[^4..]).Order());
        Assert.All(problems, problem => Assert.Contains("Numbered", problem.Message, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.NotNull(problem.Remedy));

        company.Change("p002", person => person with { EmployeeNumber = "9" });
        company.Change("p003", person => person with { EmployeeNumber = "11" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(["p003"], await MembersAsync(cycle, group));
        Assert.Empty(await ProblemsAsync(cycle));
    }

    [Fact]
    public async Task A_rule_sees_imported_and_local_groups_and_never_those_by_rule()
    {
        Company company = Of(4);
        company.Team.Remove("p003");
        await using Cycle cycle = await StartAsync(company);
        HubGroup team = Rule(cycle, "Of the team", $"isMemberOfGroupName(\"{Company.Assigned}\")");
        HubGroup circle = Rule(cycle, "Circle", "isMemberOfGroupName(\"Of the team\") OR isMemberOfGroupName(\"Circle\")");
        await SaveAsync(cycle, team);
        await SaveAsync(cycle, circle);
        Assert.Equal(["p000", "p001", "p002"], await MembersAsync(cycle, team));
        Assert.Empty(await MembersAsync(cycle, circle));

        company.Team.Add("p003");
        company.Team.Remove("p000");
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(["p001", "p002", "p003"], await MembersAsync(cycle, team));
    }

    [Fact]
    public async Task A_mapping_that_asks_for_a_group_by_rule_follows_it_in_the_same_import()
    {
        Company company = Of(4);
        await using Cycle cycle = await StartAsync(company);
        await SaveAsync(cycle, Rule(cycle, "Sales", "user.department == \"Sales\""));
        await cycle.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "title", Expression = "isMemberOfGroupName(\"Sales\") ? \"seller\" : \"other\"" });
        await cycle.ImportAsync();
        Assert.Equal("seller", (await cycle.UserAsync("p000")).Profile.Text("title"));
        company.Change("p000", person => person with { Department = "Legal" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal("other", (await cycle.UserAsync("p000")).Profile.Text("title"));
        Assert.Empty(await cycle.ImportAsync());
    }

    [Theory]
    [InlineData("user.department", "GroupRuleNotBoolean")]
    [InlineData("user.department == ", "ExpressionSyntax")]
    [InlineData("user.nosuch == \"x\"", "ExpressionUnknownAttribute")]
    [InlineData("appuser.department == \"x\"", "ExpressionUnknownAttribute")]
    [InlineData("hasWorkdayUser()", "GroupRuleUnavailable")]
    public async Task A_rule_that_can_never_work_is_refused(string rule, string errorId)
    {
        await using Cycle cycle = await StartAsync(Of(2));
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => new GroupEditor(cycle.Hub, false, cycle.Time).CheckAsync(Rule(cycle, "X", rule), Stop));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Fact]
    public async Task What_is_not_the_hubs_own_is_refused_by_name()
    {
        await using Cycle cycle = await StartAsync(Of(2));
        GroupEditor editor = new(cycle.Hub, false, cycle.Time);
        HubGroup sales = Rule(cycle, "Sales", "true");
        await SaveAsync(cycle, sales);
        foreach ((string name, string errorId) in ((string, string)[])[("Team", "HubGroupImported"), ("Everyone", "HubGroupBuiltIn"), ("Sales", "HubGroupByRule")])
        {
            HubGroup group = await HubGroups.FindAsync(cycle.Hub, name, Stop);
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => editor.CheckLocalAsync(group, Stop));
            Assert.Equal(errorId, error.ErrorId);
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("HubGroupExists", (await Assert.ThrowsAsync<RingCentralAdException>(() => editor.CheckAsync(Rule(cycle, "TEAM", "true"), Stop))).ErrorId);
        await editor.CheckOwnAsync(sales, Stop);
    }

    [Fact]
    public async Task Who_would_lose_RingCentral_by_the_end_of_a_group()
    {
        Company company = Of(8);
        await using Cycle cycle = await StartAsync(company);
        HubGroup sales = Rule(cycle, "Sales", "user.department == \"Sales\"");
        await SaveAsync(cycle, sales);
        Assert.Empty(await GroupLosses.OfAsync(cycle.Hub, sales, Stop));
        await cycle.AssignAsync("Sales");
        await cycle.ProvisionAsync();
        await cycle.SaveAsync(new Assignment { Id = Ids.New(cycle.Time), UserId = (await cycle.UserAsync("p002")).Id, CreatedAt = cycle.Time.GetUtcNow() });
        Assert.Equal(["p000", "p004", "p006"], (await GroupLosses.OfAsync(cycle.Hub, sales, Stop)).Select(user => user.Email![..4]));
        Assert.Equal(4, await GroupSize.CountAsync(cycle.Hub, sales, Stop));
        Assert.Equal(8, await GroupSize.CountAsync(cycle.Hub, await HubGroups.FindAsync(cycle.Hub, "Everyone", Stop), Stop));

        await new GroupEditor(cycle.Hub, false, cycle.Time).RemoveAsync(sales, Stop);
        Assert.DoesNotContain(sales.Id, HubDump.Of(cycle.HubPath, static table => table != "recorded_change"), StringComparison.Ordinal);
        Assert.Equal(["p000", "p004", "p006"], (await cycle.ProvisionAsync()).Where(record => record.Action == OperationKind.Deactivate).Select(record => record.Email![..4]).Order());
    }

    /// <summary>Random values, people, rules and switches: after each round the members are those that plain C# finds.</summary>
    [Fact]
    public async Task After_random_changes_the_members_are_those_whom_the_rules_hold_for()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        Company company = Company.Of(40);
        await using Cycle cycle = await StartAsync(company);
        (string Rule, Func<Person, bool> Holds)[] known =
        [
            ("user.department == \"Sales\"", person => person.Department == "Sales"),
            ("user.department == \"Sales\" OR user.state == \"NV\"", person => person.Department == "Sales" || person.State == "NV"),
            ("user.mobilePhone != null AND user.department != \"Legal\"", person => person.Mobile is not null && person.Department != "Legal"),
            ("isMemberOfGroupName(\"Team\")", person => company.Team.Contains(person.Sam)),
            ("true", _ => true),
            ("user.department == null", person => person.Department is null),
        ];
        Dictionary<string, int> groups = new(StringComparer.Ordinal);
        for (int round = 0; round < 12; round++)
        {
            for (int change = random.Next(6); change >= 0; change--)
            {
                Person one = company.People[random.Next(company.People.Count)];
                company.Change(one.Sam, person => random.Next(5) switch
                {
                    0 => person with { Department = ((string?[])["Sales", "Legal", null])[random.Next(3)] },
                    1 => person with { State = random.Next(2) == 0 ? "NV" : "CA" },
                    2 => person with { Mobile = random.Next(2) == 0 ? null : "+16505550100" },
                    3 => person with { Disabled = !person.Disabled },
                    _ => person,
                });
                _ = random.Next(3) == 0 && (random.Next(2) == 0 ? company.Team.Add(one.Sam) : company.Team.Remove(one.Sam));
            }

            if (random.Next(3) == 0)
            {
                company.Add(new Person($"n{round:000}"), inTeam: random.Next(2) == 0);
            }

            int rule = random.Next(known.Length);
            HubGroup group = Rule(cycle, $"Group {random.Next(4)}", known[rule].Rule);
            group = (await cycle.Hub.ListAsync<HubGroup>(cancellationToken: Stop)).FirstOrDefault(there => there.Name == group.Name) is { } before ? before with { Rule = group.Rule } : group;
            groups[group.Id] = rule;
            await SaveAsync(cycle, group);
            await cycle.ReplaceAsync(company);
            await cycle.ImportAsync(accept: true);
            await cycle.WriteBackAsync();
            foreach ((string id, int at) in groups)
            {
                HubGroup now = (await cycle.Hub.ListAsync(new Filter<HubGroup>().Equal(row => row.Id, id), Stop)).Single();
                string[] expected = [.. company.People.Where(person => !IsOut(person) && known[at].Holds(person)).Select(person => person.Sam).Order(StringComparer.Ordinal)];
                Assert.Equal(expected, await MembersAsync(cycle, now));
            }
        }

        // Who was disabled when first seen is no hub user; who is deactivated is in no group.
        bool IsOut(Person person) => cycle.Hub.ListAsync(new Filter<HubUser>().Equal(row => row.MailKey, person.Mail), Stop).GetAwaiter().GetResult() is not [{ Status: HubUserStatus.Active }];
    }

    /// <summary>People in Sales and in Legal by turns.</summary>
    private static Company Of(int count)
    {
        Company company = Company.Of(count);
        foreach (Person person in company.People.Where((_, index) => index % 2 == 1).ToArray())
        {
            company.Change(person.Sam, old => old with { Department = "Legal" });
        }

        return company;
    }

    private static async Task<Cycle> StartAsync(Company company, int unassigned = 20)
    {
        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = unassigned });
        await cycle.OptionsAsync(options => options with { ReactivateUsers = true });
        await cycle.ImportAsync();
        return cycle;
    }

    private static HubGroup Rule(Cycle cycle, string name, string rule) => new() { Id = Ids.New(cycle.Time), Name = name, Kind = HubGroupKind.Rule, Rule = rule };

    private static async Task<List<HubGroupChange>> SaveAsync(Cycle cycle, HubGroup group) => await new GroupEditor(cycle.Hub, false, cycle.Time).SaveAsync(group, Stop).ToListAsync(Stop);

    private static string[] Show(IEnumerable<HubGroupChange> changes) => [.. changes.Select(change => $"{change.Action} {change.Email![..4]}").Order(StringComparer.Ordinal)];

    private static async Task<string[]> MembersAsync(Cycle cycle, HubGroup group)
    {
        IReadOnlySet<string> ids = (await GroupGraph.LoadAsync(cycle.Hub, Stop)).UsersOf(group.Id);
        return [.. (await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Where(user => ids.Contains(user.Id)).Select(user => user.Email!.Split('@')[0]).Order(StringComparer.Ordinal)];
    }

    private static Task<IReadOnlyList<TouchedMark>> MarksAsync(Cycle cycle) => cycle.Hub.ListAsync(new Filter<TouchedMark>().Equal(row => row.SystemId, Ids.GroupRules), Stop);

    private static Task<IReadOnlyList<RingCentralAD.Core.Model.Problem>> ProblemsAsync(Cycle cycle) =>
        cycle.Hub.ListAsync(new Filter<RingCentralAD.Core.Model.Problem>().Equal(row => row.ErrorId, "GroupRuleFailed"), Stop);
}
