using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>How long a run took is how long it worked: the time in which a person thought about a question is not in it.</summary>
public sealed class RunLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-runlog-test.").FullName;

    [Fact]
    public async Task The_wait_for_an_answer_is_no_part_of_a_runs_time()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        FakeTimeProvider time = new();
        await using IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder, "hub.db")), "Contoso", time, stop);
        await using RunLog run = await RunLog.BeginAsync(hub, RunKind.WriteBack, "d1", trial: true, time, stop);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await run.AskingAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(5));
            return Task.FromResult(true);
        }));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(3), run.Summary().Duration);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
