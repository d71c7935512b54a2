using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A run that read a person before somebody's word on them does not take that word back when it writes.</summary>
public sealed class MeanwhileTests : IDisposable
{
    private static readonly TimeProvider s_time = TimeProvider.System;
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-meanwhile-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_hold_stays_and_the_new_values_come()
    {
        await using IHubStore hub = await HubAsync();
        HubUser read = await UserAsync(hub);
        await new HubUserStatusChange(hub, s_time).DisableAsync(read, "ann", "left today", Stop);
        await StoreAsync(hub, read, read with { Profile = read.Profile.With([new("department", "Sales")]) });
        HubUser now = await UserAsync(hub);
        Assert.Equal((HubUserStatus.Deactivated, "ByHand", "Sales"), (now.Status, now.DeactivatedBy, now.Department));
        Assert.Contains("left today", now.Hold, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_enabled_is_not_deactivated_by_what_was_read_before()
    {
        await using IHubStore hub = await HubAsync();
        HubUserStatusChange change = new(hub, s_time);
        HubUser read = await change.DisableAsync(await UserAsync(hub), "ann", null, Stop);
        await change.EnableAsync(read, Stop);
        await StoreAsync(hub, read, read with { Profile = read.Profile.With([new("department", "Sales")]) });
        HubUser now = await UserAsync(hub);
        Assert.Equal((HubUserStatus.Active, null, "Sales"), (now.Status, now.Hold, now.Department));
    }

    [Fact]
    public async Task A_value_set_by_hand_stays_and_the_others_come()
    {
        await using IHubStore hub = await HubAsync();
        HubUser read = await UserAsync(hub);
        HubUser edited = read with { LocalValues = read.LocalValues.With([new("nickName", "Zo")]), Profile = read.Profile.With([new("nickName", "Zo")]) };
        await hub.WriteAsync(transaction => transaction.SaveAsync([edited], Stop), null, Stop);
        await StoreAsync(hub, read, read with { Profile = read.Profile.With([new("department", "Sales")]) });
        HubUser now = await UserAsync(hub);
        Assert.Equal(("Zo", "Zo", "Sales"), (now.LocalValues.Text("nickName"), now.Profile.Text("nickName"), now.Department));
    }

    [Fact]
    public async Task A_word_takes_back_no_values_that_a_run_stored_since_the_person_was_looked_up()
    {
        await using IHubStore hub = await HubAsync();
        HubUser lookedUp = await UserAsync(hub);
        await StoreAsync(hub, lookedUp, lookedUp with { Profile = lookedUp.Profile.With([new("department", "Sales")]) });
        await new HubUserStatusChange(hub, s_time).DisableAsync(lookedUp, "ann", null, Stop);
        Assert.Equal("Sales", (await UserAsync(hub)).Department);
    }

    private static Task StoreAsync(IHubStore hub, HubUser read, HubUser changed)
    {
        HubChanges changes = new(s_time);
        changes.Change(read, changed);
        return hub.WriteAsync(transaction => changes.SaveAsync(transaction, Stop), null, Stop);
    }

    private static async Task<HubUser> UserAsync(IHubStore hub) => (await hub.ListAsync<HubUser>(cancellationToken: Stop)).Single();

    private async Task<IHubStore> HubAsync()
    {
        IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder, "hub.db")), "Example", s_time, Stop);
        HubUser zoe = new() { Id = Ids.New(s_time), Status = HubUserStatus.Active, Profile = new AttributeSet([new("login", "zoe@example.com"), new("department", "Legal")]) };
        await hub.WriteAsync(transaction => transaction.SaveAsync([zoe], Stop), null, Stop);
        return hub;
    }
}
