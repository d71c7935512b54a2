using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>The read-back of a sync: a small account is listed each time, a large one once a day, and between that whoever awaits a number is asked for.</summary>
public sealed class ReadBackTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_account_is_listed_once_a_day_and_who_awaits_a_number_is_asked_for()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));
        await using Cycle cycle = await PortingAsync(time);
        await ReadBackAsync(cycle);
        Assert.Equal((1, 0), Requests(cycle));

        // Eleven thousand more hold an extension: a page of numbers for each thousand.
        for (int i = 0; i < 11; i++)
        {
            await cycle.SaveAsync([.. Enumerable.Range(i * 1_000, 1_000).Select(Holder)]);
        }

        time.Advance(TimeSpan.FromMinutes(15));
        Assert.Empty(await ReadBackAsync(cycle));
        Assert.Equal((0, 1), Requests(cycle));

        // The port is done: the next one sees it, with a Light request.
        cycle.Simulator.CompletePort("+12125550002");
        time.Advance(TimeSpan.FromMinutes(15));
        ImportRecord record = Assert.Single(await ReadBackAsync(cycle));
        Assert.Equal(("p000@example.com", "primaryPhone"), (record.Login, Assert.Single(record.Changes).Attribute));
        Assert.Equal((0, 1), Requests(cycle));

        // Nobody awaits one any more: no request at all. A day later, or when all are asked for, the account is listed.
        time.Advance(TimeSpan.FromMinutes(15));
        Assert.Empty(await ReadBackAsync(cycle));
        Assert.Equal((0, 0), Requests(cycle));
        Assert.Empty(await ReadBackAsync(cycle, full: true));
        Assert.Equal((1, 0), Requests(cycle));
        time.Advance(TimeSpan.FromHours(24));
        Assert.Empty(await ReadBackAsync(cycle));
        Assert.Equal((1, 0), Requests(cycle));
    }

    [Fact]
    public async Task Where_many_await_one_the_account_is_listed()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));
        await using Cycle cycle = await PortingAsync(time);
        await ReadBackAsync(cycle);
        _ = Requests(cycle);
        for (int i = 0; i < 11; i++)
        {
            await cycle.SaveAsync([.. Enumerable.Range(i * 1_000, 1_000).Select(Holder).Select((holder, at) => at < 6 ? holder with { Attributes = AttributeSet.Empty } : holder)]);
        }

        await ReadBackAsync(cycle);
        Assert.Equal((1, 0), Requests(cycle));
    }

    private static async Task<Cycle> PortingAsync(TimeProvider time)
    {
        Cycle cycle = await Cycle.StartAsync(
            Company.Of(1).ToLdif(),
            new SeedRequest
            {
                Extensions = [new SeedExtension { FirstName = "Givenp000", LastName = "Familyp000", Email = "p000@example.com", DirectNumber = "+16285550001", PendingNumber = "+12125550002" }],
            },
            time);
        await cycle.ImportAsync();
        await cycle.ImportAccountAsync();
        cycle.Simulator.RequestLog.Clear();
        return cycle;
    }

    private static async Task<List<ImportRecord>> ReadBackAsync(Cycle cycle, bool full = false) =>
        await new AccountImport(cycle.Hub, cycle.Account, cycle.Time).ReadBackAsync(new ImportRequest { Full = full }, listed: true, Stop).ToListAsync(Stop);

    /// <summary>Requests since the last time: for lists of the account's numbers, and for those of one extension.</summary>
    private static (int Lists, int People) Requests(Cycle cycle)
    {
        (int, int) requests = (cycle.Simulator.RequestLog.Count("listAccountPhoneNumbers"), cycle.Simulator.RequestLog.Count("listExtensionPhoneNumbers"));
        Assert.Equal(cycle.Simulator.RequestLog.Entries.Count, requests.Item1 + requests.Item2);
        cycle.Simulator.RequestLog.Clear();
        return requests;
    }

    private static AppUser Holder(int number)
    {
        string key = (900_000_000 + number).ToString(CultureInfo.InvariantCulture);
        return new AppUser
        {
            SystemId = Ids.RingCentral,
            Key = key,
            UserId = "u" + key,
            Place = key,
            Hash = key,
            Attributes = AttributeSet.Empty.With([new("extensionNumber", key), new("numberState", "None")]),
        };
    }
}
