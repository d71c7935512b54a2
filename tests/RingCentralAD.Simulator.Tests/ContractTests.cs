using RingCentralAD.TestServers;

namespace RingCentralAD.Simulator.Tests;

/// <summary>Every answer of the simulator held to RingCentral's specification by Prism.</summary>
public sealed class ContractTests
{
    [Fact]
    public async Task A_tour_through_every_operation_keeps_to_the_specification()
    {
        Assert.SkipWhen(PrismProxy.SkipReason is not null, PrismProxy.SkipReason ?? "");
        await using RingCentralSimulator simulator = await Start.RaisedAsync(Tour.Seed, change: o =>
        {
            o.Behaviour.BulkTaskSeconds = 0;
            o.Apps[0].RefreshTokens = true;
        });
        await using PrismProxy prism = await PrismProxy.StartAsync(simulator.BaseUri, TestContext.Current.CancellationToken);
        using PlainClient client = await PlainClient.SignedInAsync(prism.BaseUri);

        await Tour.ReadsAsync(client, simulator);
        await Tour.WritesAsync(client, simulator);
        await Tour.RefusalsAsync(client, simulator);
        await Tour.SignOutAsync(client);

        Assert.Empty(simulator.Bugs);
        Assert.Empty(prism.Violations);
        Assert.Empty(RingCentralSimulator.Operations.Select(o => o.Name).Except(simulator.RequestLog.Counters.Keys));
    }

    [Theory]
    [InlineData(true, "PhoneLine", StateForm.IsoCode)]
    [InlineData(false, "DirectNumber", StateForm.Name)]
    public async Task Either_reading_of_what_is_open_keeps_to_the_specification(bool array, string lineUsage, StateForm state)
    {
        Assert.SkipWhen(PrismProxy.SkipReason is not null, PrismProxy.SkipReason ?? "");
        await using RingCentralSimulator simulator = await Start.RaisedAsync(Tour.Seed, change: o =>
        {
            o.Behaviour.BulkTaskSeconds = 0;
            o.Behaviour.BulkTaskArray = array;
            o.Behaviour.LineUsageTypeV2 = lineUsage;
            o.Behaviour.State = state;
            o.Behaviour.LegacyErrorFields = array;
            o.Behaviour.ReportAllErrors = array;
            o.Behaviour.FullContactInList = array;
        });
        await using PrismProxy prism = await PrismProxy.StartAsync(simulator.BaseUri, TestContext.Current.CancellationToken);
        using PlainClient client = await PlainClient.SignedInAsync(prism.BaseUri);
        await Tour.ReadsAsync(client, simulator);
        await Tour.WritesAsync(client, simulator);
        await Tour.RefusalsAsync(client, simulator);
        Assert.Empty(prism.Violations);
    }

    [Fact]
    public async Task What_breaks_the_specification_is_seen()
    {
        Assert.SkipWhen(PrismProxy.SkipReason is not null, PrismProxy.SkipReason ?? "");
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        await using PrismProxy prism = await PrismProxy.StartAsync(simulator.BaseUri, TestContext.Current.CancellationToken);
        using PlainClient client = await PlainClient.SignedInAsync(prism.BaseUri);
        Assert.Empty(prism.Violations);

        await client.SendAsync("PUT", Start.Extension + "/~", new { status = "NoSuchStatus" });
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.UnknownEnum, Operation = "readExtension", Field = "status", Count = 1 });
        await client.GetAsync(Start.Extension + "/~");
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 502, Operation = "readExtension", Count = 1 });
        await client.GetAsync(Start.Extension + "/~");
        Assert.Equal(3, prism.Violations.Count);
    }
}
