using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Numbers that RingCentral does not mark as temporary, and an administrator does.</summary>
public sealed class SuspensionTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_waits_until_the_expected_number_is_theirs_and_then_it_is_written_by_itself()
    {
        Company company = new Company().Add(new Person("p000") { Phone = "+1 415 555 0100" }).Add(new Person("p001"));
        await using Cycle cycle = await Cycle.ProvisionedAsync(company, time: _time);
        SuspensionChange change = new(cycle.Hub, "ann", _time);
        await change.SuspendAsync(change.Ending(change.Of(await cycle.UserAsync("p000")), null, "+1 212 555 0002", "port ordered"), Stop);

        List<WriteBackRecord> records = await cycle.WriteBackAsync();
        WriteBackRecord held = Assert.Single(records, record => record.Action == WriteBackAction.Held);
        Assert.Equal(("p000@example.com", "+1 415 555 0100"), (held.Login, held.Before));
        Assert.Equal("the write-back is suspended until +12125550002 is the direct number: port ordered (ann)", held.Detail);
        Assert.Equal([company.Find("p001").Dn], LdifText.Applied(cycle.Changes, "telephoneNumber").Keys);

        Renumber(cycle, "p000", "+12125550002");
        await cycle.ImportAccountAsync(numbersOnly: true);
        await cycle.WriteBackAsync();
        Assert.Equal($"+12125550002#{cycle.ExtensionOf("p000").ExtensionNumber}", LdifText.Applied(cycle.Changes, "telephoneNumber")[company.Find("p000").Dn]);
        Assert.Empty(await cycle.Hub.ListAsync<WriteBackSuspension>(cancellationToken: Stop));
    }

    [Fact]
    public async Task A_group_waits_until_its_day()
    {
        Company company = Company.Of(2).Add(new Person("p002"), inTeam: false);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company, time: _time);
        HubGroup team = await HubGroups.FindAsync(cycle.Hub, Company.Assigned, Stop);
        SuspensionChange change = new(cycle.Hub, "ann", _time);
        await change.SuspendAsync(change.Ending(change.Of(team), _time.GetUtcNow().AddDays(2), null, null), Stop);
        Assert.All(await cycle.WriteBackAsync(), record => Assert.Equal(WriteBackAction.Held, record.Action));
        Assert.Equal("", cycle.Changes);

        _time.Advance(TimeSpan.FromDays(2));
        Assert.Equal([WriteBackAction.Written, WriteBackAction.Written], (await cycle.WriteBackAsync()).Select(record => record.Action));
    }

    [Fact]
    public async Task A_number_waits_whoever_has_it()
    {
        await using Cycle cycle = await Cycle.ProvisionedAsync(Company.Of(2), time: _time);
        SuspensionChange change = new(cycle.Hub, "ann", _time);
        string number = cycle.PhoneOf(cycle.ExtensionOf("p001")).Split('#')[0];
        await change.SuspendAsync(change.Of(number), Stop);
        Assert.Equal(
            [("p000@example.com", WriteBackAction.Written), ("p001@example.com", WriteBackAction.Held)],
            (await cycle.WriteBackAsync()).Select(record => (record.Login!, record.Action)).Order());

        await change.ResumeAsync(change.Of(number), Stop);
        Assert.Equal(WriteBackAction.Written, Assert.Single(await cycle.WriteBackAsync()).Action);
    }

    [Fact]
    public async Task What_can_never_end_as_said_is_refused()
    {
        await using Cycle cycle = await Cycle.StartAsync(Company.Of(1).ToLdif(), new SeedRequest(), _time);
        SuspensionChange change = new(cycle.Hub, "ann", _time);
        Assert.Equal("SuspensionInvalid", Assert.Throws<RingCentralAdException>(() => change.Of("555")).ErrorId);
        WriteBackSuspension number = change.Of("+16505550100");
        Assert.Equal("SuspensionInvalid", Assert.Throws<RingCentralAdException>(() => change.Ending(number, _time.GetUtcNow(), null, null)).ErrorId);
        Assert.Equal("SuspensionInvalid", Assert.Throws<RingCentralAdException>(() => change.Ending(number, null, "soon", null)).ErrorId);
    }

    [Fact]
    public async Task People_whom_the_hub_no_longer_keeps_are_not_written()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company, time: _time);
        company.Change("p000", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        Assert.Equal(["p001@example.com", "p002@example.com"], (await cycle.WriteBackAsync()).Select(record => record.Login).Order());
    }

    private static void Renumber(Cycle cycle, string sam, string number)
    {
        Account account = cycle.Simulator.State.Account;
        lock (account.Gate)
        {
            Simulator.PhoneNumber before = account.NumbersOf(cycle.ExtensionOf(sam).Id).Single(one => one.UsageType == "DirectNumber");
            account.NumberTable.Put(before with { Number = number });
        }
    }
}
