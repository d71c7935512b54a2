using System.Globalization;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Whole;

/// <content>What is done by hand: in RingCentral's portal, in the directory's phone attribute, and by the administrator's commands in the hub.</content>
internal sealed partial class WholeLife
{
    private IEnumerable<ExpectedPerson> WithLine() => model.People.Where(person => person.Line is { Id: > 0 });

    private bool OrderPort(ExpectedPerson? person)
    {
        if (person?.Line is not { } line || system.FinalNumberOf(line.Id) is null)
        {
            return false;
        }

        string number = string.Create(CultureInfo.InvariantCulture, $"+1212{5_000_000 + ++_number}");
        Account account = system.State;
        lock (account.Gate)
        {
            Simulator.PhoneNumber direct = account.NumbersOf(line.Id).Single(one => one.UsageType == "DirectNumber");
            account.NumberTable.Put(direct with { Status = "Temporary" });
            account.NumberTable.Put(new Simulator.PhoneNumber
            {
                Id = account.NextNumberId(), Number = number, UsageType = "DirectNumber", Status = "Pending", PaymentType = "External", ExtensionId = line.Id, TemporaryId = direct.Id,
            });
        }

        _ports.Add((number, line.Id));
        return Say($"order port of {number} for", person.Entry);
    }

    private bool CompletePort()
    {
        if (_ports.Count == 0)
        {
            return false;
        }

        (string number, long extension) = Any(_ports);
        _ports.Remove((number, extension));
        system.Simulator.CompletePort(number);
        return Say($"port of {number} done for extension {extension}", null);
    }

    /// <summary>Somebody changes an extension by hand: its number, its direct number, a value that the hub pushes; or its person sets it up.</summary>
    private bool InPortal(ExpectedPerson? person)
    {
        if (person?.Line is not { } line)
        {
            return false;
        }

        Account account = system.State;
        switch (random.Next(4))
        {
            case 0:
                string number = (2000 + ++_number).ToString(CultureInfo.InvariantCulture);
                account.Update(line.Id, extension => extension with { ExtensionNumber = number });
                return Say($"extension number {number} for", person.Entry);
            case 1 when system.FinalNumberOf(line.Id) is not null:
                lock (account.Gate)
                {
                    account.NumberTable.Put(account.NumbersOf(line.Id).Single(one => one.UsageType == "DirectNumber") with { Number = string.Create(CultureInfo.InvariantCulture, $"+1303{5_000_000 + ++_number}") });
                }

                return Say("new direct number for", person.Entry);
            case 2:
                // Once each: what is changed there again waits for a word (DriftTests).
                if (!_changedByHand.Add(person))
                {
                    return false;
                }

                person.Line = ExpectedLine.Of(account.Update(line.Id, extension => extension with { Contact = extension.Contact with { Department = "By hand " + ++_number } }));
                return Say("department by hand for", person.Entry);
            default:
                if (line.Status != "NotActivated")
                {
                    return false;
                }

                person.Line = ExpectedLine.Of(account.Update(line.Id, extension => extension with { Status = "Enabled" }));
                return Say("set up by", person.Entry);
        }
    }

    /// <summary>Somebody gets an account by hand before the hub gives them one.</summary>
    private bool MadeInPortal(ExpectedPerson? person)
    {
        if (person is null || system.State.FindByEmail(person.Mail).Count > 0)
        {
            return false;
        }

        system.Simulator.State.Seed(new SeedRequest { Extensions = [new SeedExtension { FirstName = "By", LastName = "Hand", Email = person.Mail, WithNumber = true }] });
        model.Strangers.Add(ExpectedLine.Of(Assert.Single(system.State.FindByEmail(person.Mail))));
        return Say("account by hand for", person.Entry);
    }

    private bool EditPhone(ModelPerson entry)
    {
        string phone = string.Create(CultureInfo.InvariantCulture, $"+1 415 555 {random.Next(10_000):d4}");
        model.Phones[entry] = phone;
        return Change("phone by hand", entry, other => other.Values["telephoneNumber"] = phone);
    }

    private async Task<bool> EditMappingAsync()
    {
        AttributeMapping mapping = model.Rules.Edit(random);
        Core.Mapping.MappingEditor editor = new(system.Hub);
        await editor.CheckAsync(mapping, Stop);
        await editor.SaveAsync([mapping], cancellationToken: Stop);
        return Say($"mapping {mapping}", null);
    }

    private async Task<bool> SuspendOrResumeAsync(ExpectedPerson person)
    {
        SuspensionChange change = new(system.Hub, "ann", system.Time);
        WriteBackSuspension suspension = change.Of(await UserAsync(person));
        if (person.Suspended)
        {
            person.Suspended = false;
            await change.ResumeAsync(suspension, Stop);
            return Say("resume", person.Entry);
        }

        (person.Suspended, person.SuspendedUntil, person.ExpectedNumber) = (true, null, null);
        switch (random.Next(3))
        {
            case 0:
                person.SuspendedUntil = system.Time.GetUtcNow().AddHours(random.Next(1, 40));
                break;
            case 1:
                person.ExpectedNumber = _ports.Find(port => port.Extension == person.Line?.Id).Number;
                break;
        }

        await change.SuspendAsync(change.Ending(suspension, person.SuspendedUntil, person.ExpectedNumber, null), Stop);
        return Say("suspend", person.Entry);
    }

    private async Task<bool> DisableAsync(ExpectedPerson person)
    {
        (person.Active, person.Held, person.DisabledSinceHeld, person.Direct, person.Pilot) = (false, true, false, false, false);
        await new HubUserStatusChange(system.Hub, system.Time).DisableAsync(await UserAsync(person), "ann", null, Stop);
        return Say("disable by hand", person.Entry);
    }

    private async Task<bool> EnableAsync(ExpectedPerson person)
    {
        (person.Active, person.Held, person.DisabledSinceHeld) = (true, false, false);
        await new HubUserStatusChange(system.Hub, system.Time).EnableAsync(await UserAsync(person), Stop);
        return Say("enable by hand", person.Entry);
    }

    private async Task<bool> AssignAsync(ExpectedPerson person)
    {
        person.Direct = !person.Direct;
        await system.Hub.WriteAsync(
            async transaction => _ = person.Direct
                ? await SaveAsync(transaction, new Assignment { Id = Ids.New(system.Time), UserId = person.Id, CreatedAt = system.Time.GetUtcNow() })
                : await transaction.RemoveAsync(new Filter<Assignment>().Equal(row => row.UserId, person.Id), Stop),
            null,
            Stop);
        return Say(person.Direct ? "assign" : "unassign", person.Entry);

        static async Task<int> SaveAsync(IHubTransaction transaction, Assignment row)
        {
            await transaction.SaveAsync([row], Stop);
            return 1;
        }
    }

    private async Task<bool> PilotAsync(ExpectedPerson person)
    {
        person.Pilot = !person.Pilot;
        GroupEditor editor = new(system.Hub, false, system.Time);
        HubGroup pilots = await HubGroups.FindAsync(system.Hub, "Pilots", Stop);
        _ = person.Pilot ? await editor.AddAsync(pilots, await UserAsync(person), Stop) : await editor.RemoveAsync(pilots, await UserAsync(person), Stop);
        return Say(person.Pilot ? "pilot" : "no pilot", person.Entry);
    }

    private async Task<bool> ReactivationAsync()
    {
        model.Reactivates = !model.Reactivates;
        await system.OptionsAsync(options => options with { ReactivateUsers = model.Reactivates });
        return Say($"reactivation {(model.Reactivates ? "on" : "off")}", null);
    }

    private async Task<HubUser> UserAsync(ExpectedPerson person) =>
        await system.Hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, person.Id), Stop) ?? throw new InvalidOperationException($"{person} is not in the hub");
}
