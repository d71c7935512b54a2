using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Who is taken for whom, and who waits.</summary>
public sealed class MatchingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_people_with_one_mail_both_wait_whatever_the_order(bool turned)
    {
        Person[] people = [new("anna") { Mail = "ann@example.com" }, new("berta") { Mail = "ANN@example.com" }, new("carl")];
        Company company = new();
        foreach (Person person in turned ? people.Reverse() : people)
        {
            company.Add(person);
        }

        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 5 });
        List<ImportRecord> records = await cycle.ImportAsync();
        Assert.Equal(["anna", "berta"], records.Where(record => record.Action == ImportAction.Held).Select(record => record.Place[3..].Split(',')[0]).Order());
        Assert.Equal("carl@example.com", Assert.Single(await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Email);
        await cycle.AssignAsync();
        await cycle.ProvisionAsync();
        Assert.Single(cycle.Simulator.RequestLog.Writes);

        // Mended: both are known then.
        company.Change("berta", person => person with { Mail = "berta@example.com" });
        await cycle.ReplaceAsync(company);
        Assert.Equal(2, (await cycle.ImportAsync()).Count(record => record.Action == ImportAction.Created));
        Assert.Equal(2, (await cycle.ProvisionAsync()).Count(record => record.State == OperationState.Done));
        Assert.Equal(0, await cycle.Hub.CountAsync<ImportMatch>(cancellationToken: Stop));
    }

    [Fact]
    public async Task A_second_person_with_the_mail_of_one_who_is_known_waits_and_the_first_stays()
    {
        Company company = Company.Of(2);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        company.Add(new Person("other") { Mail = "p000@example.com" });
        await cycle.ReplaceAsync(company);
        Assert.Equal(ImportAction.Held, Assert.Single(await cycle.ImportAsync()).Action);
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Equal("Givenp000", cycle.ExtensionOf("p000").Contact.FirstName);
    }

    [Theory]
    [InlineData("corp", "4711", "4711", true, "Upn")]
    [InlineData("corp", null, null, true, "Upn")]
    [InlineData("new", null, null, false, "Upn")]
    [InlineData("corp", null, null, true, "Email")]
    [InlineData("new", null, null, false, "Email")]
    [InlineData("new", "4711", "4711", true, "Email")]
    [InlineData("new", "4711", "4712", false, "Email")]
    public async Task A_recreated_person_is_linked_only_where_employee_number_or_login_agrees(string suffix, string? before, string? after, bool linked, string format)
    {
        Company company = Company.Of(8);
        company.Change("p003", person => person with { EmployeeNumber = before });
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 12 });
        await cycle.SaveAsync(
            new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "login", Expression = MappingDefaults.LoginExpression(format) },
            new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "employeeNumber", Expression = "appuser.employeeNumber" });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        await cycle.ProvisionAsync();
        HubUser known = await cycle.UserAsync("p003");
        long extension = cycle.ExtensionOf("p003").Id;
        company.Change("p003", person => person with { Key = Guid.NewGuid(), Upn = $"p003@{suffix}.example.com", EmployeeNumber = after });
        await cycle.ReplaceAsync(company);
        cycle.Simulator.RequestLog.Clear();
        List<ImportRecord> records = await cycle.ImportAsync();
        await cycle.ProvisionAsync();
        AppUser entry = Assert.Single(await cycle.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.Key, company.Find("p003").Key.ToString("D")), Stop));
        Assert.Equal(linked ? known.Id : null, entry.UserId);
        Assert.Contains(records, record => record.Action == (linked ? ImportAction.Linked : ImportAction.Held) && record.Key == entry.Key);
        Assert.Equal(linked ? HubUserStatus.Active : HubUserStatus.Deactivated, (await cycle.UserAsync("p003")).Status);
        Assert.Equal(linked ? "NotActivated" : "Disabled", cycle.ExtensionOf("p003").Status);
        Assert.Equal(extension, cycle.ExtensionOf("p003").Id);
        Assert.Equal(linked ? 0 : 1, cycle.Simulator.RequestLog.Writes.Count);
    }

    [Fact]
    public async Task A_person_who_is_renamed_and_moved_keeps_everything()
    {
        Company company = Company.Of(4);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        HubUser known = await cycle.UserAsync("p002");
        Simulator.Extension extension = cycle.ExtensionOf("p002");
        company.Change("p002", person => person with { Cn = "Married, Name", Last = "Married", Unit = "Elsewhere", Mail = "married@example.com" });
        await cycle.ReplaceAsync(company);
        Assert.Equal(ImportAction.Updated, Assert.Single(await cycle.ImportAsync()).Action);
        cycle.Simulator.RequestLog.Clear();
        await cycle.ProvisionAsync();
        Assert.Single(cycle.Simulator.RequestLog.Writes);
        Simulator.Extension now = cycle.ExtensionOf("married");
        Assert.Equal((extension.Id, extension.ExtensionNumber, "Married"), (now.Id, now.ExtensionNumber, now.Contact.LastName));
        Assert.Equal(known.Id, (await cycle.UserAsync("married")).Id);
        await cycle.WriteBackAsync();
        Assert.Equal(cycle.PhoneOf(now), LdifText.Applied(cycle.Changes, "telephoneNumber")[company.Find("p002").Dn]);
    }

    [Fact]
    public async Task An_existing_user_is_linked_by_mail_and_a_room_or_queue_blocks_with_a_reason()
    {
        Company company = Company.Of(4);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest
        {
            Unassigned = 5,
            Extensions =
            [
                new SeedExtension { ExtensionNumber = "301", FirstName = "Old", LastName = "Name", Email = "P000@example.com", WithNumber = true },
                new SeedExtension { ExtensionNumber = "302", Type = "Limited", FirstName = "Room", Email = "p001@example.com", WithNumber = true },
                new SeedExtension { ExtensionNumber = "303", Type = "Department", FirstName = "Queue", Email = "p002@example.com" },
            ],
        });
        await cycle.ImportAsync();
        ImportRecord linked = Assert.Single(await cycle.ImportAccountAsync(), record => record.Action == ImportAction.Linked);
        HubUser user = await cycle.UserAsync("p000");
        Assert.Equal(user.Id, linked.HubUserId);
        Assignment direct = Assert.Single(await cycle.Hub.ListAsync<Assignment>(cancellationToken: Stop));
        Assert.Equal((user.Id, AssignmentOrigin.Import), (direct.UserId, direct.Origin));
        await cycle.AssignAsync();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal((OperationKind.Update, OperationState.Done), Of(records, "p000"));
        Assert.Equal((OperationKind.Fill, OperationState.Done), Of(records, "p003"));
        foreach ((string sam, string number) in (ReadOnlySpan<(string, string)>)[("p001", "302"), ("p002", "303")])
        {
            ProvisioningRecord blocked = records.Single(record => record.Login!.StartsWith(sam, StringComparison.Ordinal));
            Assert.Equal((OperationState.Blocked, "RcDuplicateMail"), (blocked.State, blocked.ErrorId));
            Assert.Contains(number, blocked.Reason, StringComparison.Ordinal);
            Assert.NotNull(blocked.Remedy);
        }

        Assert.Equal(("301", "Givenp000", "Enabled"), (cycle.ExtensionOf("p000").ExtensionNumber, cycle.ExtensionOf("p000").Contact.FirstName, cycle.ExtensionOf("p000").Status));
        Assert.Equal(2, cycle.Simulator.RequestLog.Writes.Count);
    }

    private static (OperationKind Kind, OperationState State) Of(List<ProvisioningRecord> records, string sam)
    {
        ProvisioningRecord record = records.Single(record => record.Login!.StartsWith(sam, StringComparison.Ordinal));
        return (record.Action, record.State);
    }
}
