using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.Core.Tests.Whole;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A write-back that was let through and died is finished by the next one; one that nobody let through is not.</summary>
public sealed class InterruptedWriteBackTests
{
    private const int People = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_let_through_and_not_sent_yet_needs_no_second_word()
    {
        ModelDomain domain = new();
        ModelPerson[] people = Enumerate(domain);
        await using WholeSystem system = await StartAsync(domain);

        Assert.Equal(3, (await system.WriteBackAsync(wanted: 3)).Count);
        Assert.Equal(3, people.Count(person => person.Values["telephoneNumber"]!.ToString()!.StartsWith('+')));

        await using WriteBackRun next = await WriteBackRun.BeginAsync(system.Hub, await system.EntryAsync(), false, system.Time, Stop);
        await next.SettleAsync(system.Source, Stop);
        WriteBackPlan plan = await next.PlanAsync(null, acceptGuard: false, Stop);
        Assert.Null(plan.Stopped);
        Assert.Equal(People - 3, await next.ExecuteAsync(plan, system.Source, null, Stop).CountAsync(Stop));
        Assert.All(people, person => Assert.StartsWith("+", person.Values["telephoneNumber"]!.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_died_at_its_question_is_guarded_as_before()
    {
        ModelDomain domain = new();
        ModelPerson[] people = Enumerate(domain);
        await using WholeSystem system = await StartAsync(domain);
        await using (WriteBackRun asked = await WriteBackRun.BeginAsync(system.Hub, await system.EntryAsync(), false, system.Time, Stop))
        {
            Assert.Null((await asked.PlanAsync(null, acceptGuard: true, Stop)).Stopped);
        }

        await using WriteBackRun next = await WriteBackRun.BeginAsync(system.Hub, await system.EntryAsync(), false, system.Time, Stop);
        Assert.NotNull((await next.PlanAsync(null, acceptGuard: false, Stop)).Stopped);
        Assert.All(people, person => Assert.Equal("before", person.Values["telephoneNumber"]));
    }

    [Fact]
    public async Task What_became_another_value_meanwhile_is_guarded()
    {
        ModelDomain domain = new();
        ModelPerson[] people = Enumerate(domain);
        await using WholeSystem system = await StartAsync(domain);
        await system.WriteBackAsync(wanted: 3);
        foreach (ModelPerson person in people.Where(person => person.Values["telephoneNumber"] is "before"))
        {
            domain.Change(person, changed => changed.Values["telephoneNumber"] = "by hand");
        }

        await system.ImportAsync();
        await using WriteBackRun next = await WriteBackRun.BeginAsync(system.Hub, await system.EntryAsync(), false, system.Time, Stop);
        Assert.NotNull((await next.PlanAsync(null, acceptGuard: false, Stop)).Stopped);
    }

    private static ModelPerson[] Enumerate(ModelDomain domain) => [.. Enumerable.Range(0, People).Select(index =>
    {
        ModelPerson person = domain.Person($"p{index}");
        person.Values["telephoneNumber"] = "before";
        return person;
    })];

    private static async Task<WholeSystem> StartAsync(ModelDomain domain)
    {
        WholeSystem system = await WholeSystem.StartAsync(domain, domain.Staff, new SeedRequest
        {
            Extensions = [.. Enumerable.Range(0, People).Select(index => new SeedExtension
            {
                ExtensionNumber = $"{300 + index}", FirstName = "P", Email = $"p{index}@example.com", DirectNumber = $"+16505550{100 + index}",
            })],
        });
        await system.ImportAsync();
        await system.ReadAccountAsync(numbersOnly: false);
        return system;
    }
}
