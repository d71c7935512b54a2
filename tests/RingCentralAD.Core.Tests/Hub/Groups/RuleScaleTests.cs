using System.Diagnostics;
using System.Globalization;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.MainJob;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub.Groups;

/// <summary>Many people: a new rule looks at everybody once, a changed person costs that person. Full size with RCAD_SOAK=1.</summary>
public sealed class RuleScaleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memberships_by_rule_cost_what_changed()
    {
        int count = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1" ? 50_000 : 3_000;
        string folder = Directory.CreateTempSubdirectory("rcad-rules-").FullName;
        await using (IHubStore hub = await LargeHub.CreateAsync(folder, count, new AccountDescription("1", "Example", new Uri("https://platform.example.com"), null), TimeProvider.System))
        {
            CountingStore counting = new(hub);
            GroupEditor editor = new(counting, false, TimeProvider.System);
            HubGroup group = new() { Id = "g", Name = "Named", Kind = HubGroupKind.Rule, Rule = "user.nickName != null OR user.department == \"Sales\" AND String.stringContains(user.login, \"9@\")" };
            long started = Stopwatch.GetTimestamp();
            Assert.Equal(count / 10, await editor.SaveAsync(group, Stop).CountAsync(Stop));
            TimeSpan all = Stopwatch.GetElapsedTime(started);
            Assert.Equal(count, counting.People);

            HubUserEdit edit = await HubUserEdit.LoadAsync(hub, TimeProvider.System, Stop);
            HubUser one = (await hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, LargeHub.UserId(7)), Stop))!;
            await edit.SaveAsync(one, edit.Fit([new("nickName", "Seven")]), Stop);
            counting.People = 0;
            started = Stopwatch.GetTimestamp();
            Assert.Equal(one.Id, (await editor.SaveAsync(group, Stop).SingleAsync(Stop)).HubUserId);
            TimeSpan some = Stopwatch.GetElapsedTime(started);
            Assert.Equal(1, counting.People);

            started = Stopwatch.GetTimestamp();
            int reckoned = await new MasterEditor(hub, false, TimeProvider.System).SetAsync([new ProfileMaster(Ids.RingCentral, 1, true), new ProfileMaster(Ids.ActiveDirectory, 2, true)], Stop).CountAsync(Stop);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count:N0} people: a new rule {all.TotalSeconds:0.00} s, one changed person {some.TotalSeconds:0.000} s; masters re-ordered, {reckoned:N0} values changed in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s; peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576:N0} MB"));
        }

        Directory.Delete(folder, recursive: true);
    }
}
