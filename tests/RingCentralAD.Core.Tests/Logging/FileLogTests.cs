using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Logging;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Logging;

/// <summary>The log as the files have it: whole lines of JSON, the next file after a size, several processes, levels.</summary>
public sealed class FileLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-log-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LogOptions Options => new() { Path = Path.Combine(_folder, "deep", "sync.jsonl"), MaxSize = 1, Keep = 3 };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_is_one_json_object_whatever_is_told()
    {
        string[] awkward = ["two\nlines\r\n", "{\"@l\":\"Error\"}", "a\u2028b\u0000c", "{Braces} {0}", "Zoë 😀"];
        using (FileLog log = FileLog.Open(Options, _time))
        {
            foreach (string text in awkward)
            {
                log.Tell(SyncLogLevel.Warning, "Told", ("Text", text), ("Nothing", null), ("Kind", RunKind.Import), ("Counts", new Dictionary<string, long> { ["Created"] = 2 }), ("Seconds", 1.5));
            }
        }

        JsonElement[] lines = [.. Lines()];
        Assert.Equal(awkward, lines.Select(static line => line.GetProperty("Text").GetString()));
        Assert.All(lines, static line =>
        {
            Assert.Equal(("2026-03-01T08:00:00.0000000Z", "Told", "Warning", "Import"), (Text("@t"), Text("@mt"), Text("@l"), Text("Kind")));
            Assert.Equal((2, 1.5, false), (line.GetProperty("Counts").GetProperty("Created").GetInt64(), line.GetProperty("Seconds").GetDouble(), line.TryGetProperty("Nothing", out _)));
            Assert.Equal((Environment.MachineName, Environment.ProcessId), (Text("Host"), line.GetProperty("Process").GetInt32()));

            string? Text(string name) => line.GetProperty(name).GetString();
        });
    }

    [Theory]
    [InlineData(SyncLogLevel.Debug, 4)]
    [InlineData(SyncLogLevel.Information, 3)]
    [InlineData(SyncLogLevel.Warning, 2)]
    [InlineData(SyncLogLevel.Error, 1)]
    public void What_matters_less_is_not_told(SyncLogLevel level, int told)
    {
        using (FileLog log = FileLog.Open(Options with { Level = level }, _time))
        {
            foreach (SyncLogLevel each in Enum.GetValues<SyncLogLevel>())
            {
                Assert.Equal(each >= level, log.IsOn(each));
                log.Tell(each, "Told");
            }
        }

        Assert.Equal(told, Lines().Count());
    }

    [Fact]
    public void After_a_size_the_next_file_follows_and_the_oldest_go()
    {
        using (FileLog log = FileLog.Open(Options, _time))
        {
            for (int i = 0; i < 6_000; i++)
            {
                log.Tell(SyncLogLevel.Information, "Told", ("Number", i), ("Text", new string('x', 1_000)));
            }
        }

        FileInfo[] files = [.. FileLog.FilesOf(Options)];
        Assert.Equal(3, files.Length);
        Assert.Equal(files.Length, Directory.GetFiles(Path.Combine(_folder, "deep")).Length);
        Assert.All(files, static file => Assert.InRange(file.Length, 1, 1024 * 1024 + 2_000));
        int[] numbers = [.. Lines().Select(static line => line.GetProperty("Number").GetInt32())];
        Assert.Equal(Enumerable.Range(numbers[0], 6_000 - numbers[0]), numbers);
    }

    [Fact]
    public async Task Processes_that_write_at_once_tear_no_line_and_lose_none()
    {
        WriterProcess[] writers = [.. Enumerable.Range(0, 3).Select(i => WriterProcess.Start("log", "unused.db", $"w{i}", target: Options.Path))];
        foreach (WriterProcess writer in writers)
        {
            Assert.Empty(await writer.ReadToEndAsync(Token));
            writer.Dispose();
        }

        JsonElement[] lines = [.. Lines()];
        Assert.True(FileLog.FilesOf(Options).Count() > 1);
        Assert.Equal(15_000, lines.Select(static line => (line.GetProperty("Tag").GetString(), line.GetProperty("Number").GetInt32())).Distinct().Count());
        Assert.Equal(15_000, lines.Length);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_told_once_and_stops_no_run()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "", Token);
        await using IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder, "hub.db")), "Contoso", _time, Token);
        await hub.WriteAsync(transaction => transaction.SetAsync(new LogOptions { Path = Path.Combine(_folder, "file", "sync.jsonl") }, Token), null, Token);
        Assert.Equal("LogFileFailed", (await HubLog.AttachAsync(hub, _time, Token))!.ErrorId);
        Assert.Null(hub.Log);
        await RunAsync(hub);
        SyncLogInfo info = await HubLog.DescribeAsync(hub, _time, Token);
        Assert.NotNull(info.Problem);

        // One that goes away while it is written loses what is told, and no more; how much is asked for once.
        await hub.WriteAsync(transaction => transaction.SetAsync(Options, Token), null, Token);
        Assert.Null(await HubLog.AttachAsync(hub, _time, Token));
        Directory.Delete(Path.Combine(_folder, "deep"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(_folder, "deep"), "", Token);
        Assert.Null(hub.Log!.TakeLoss());
        await RunAsync(hub);
        Assert.Equal("4 lines", hub.Log.TakeLoss()?.Message[..7]);
        Assert.Null(hub.Log.TakeLoss());
    }

    [Fact]
    public async Task A_run_its_failures_and_nothing_of_people_are_told()
    {
        await using (IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder, "hub.db")), "Contoso", _time, Token))
        {
            await hub.WriteAsync(transaction => transaction.SetAsync(Options, Token), null, Token);
            Assert.Null(await HubLog.AttachAsync(hub, _time, Token));
            await RunAsync(hub);
            await using IHubStore trial = await hub.BeginTrialAsync(Token);
            await trial.WriteAsync(transaction => transaction.SaveAsync([Problem("p9")], Token), null, Token);
        }

        JsonElement[] lines = [.. Lines()];
        Assert.Equal(["Run started", "Problem", "Operation failed", "Run ended"], lines.Select(static line => line.GetProperty("@mt").GetString()));
        Assert.Equal("Warning,Warning,Information", string.Join(',', lines[1..].Select(static line => line.TryGetProperty("@l", out JsonElement level) ? level.GetString() : "Information")));
        Assert.Equal(("AdValueInvalid", "u1"), (lines[1].GetProperty("ErrorId").GetString(), lines[1].GetProperty("HubUserId").GetString()));
        Assert.Equal(("RcRefused", "req-1"), (lines[2].GetProperty("ErrorId").GetString(), lines[2].GetProperty("RequestId").GetString()));
        Assert.Equal((1, "Completed"), (lines[3].GetProperty("Counts").GetProperty("Updated").GetInt32(), lines[3].GetProperty("State").GetString()));
        Assert.Single(lines.Select(static line => line.GetProperty("RunId").GetString()).Distinct());
        Assert.DoesNotContain("Zoe", string.Concat(FileLog.FilesOf(Options).Select(static file => File.ReadAllText(file.FullName))), StringComparison.OrdinalIgnoreCase);
    }

    private static Problem Problem(string id) => new() { Id = id, Stage = RunKind.Import, SystemId = "d1", UserId = "u1", Person = "Zoe", ErrorId = "AdValueInvalid", Message = "Zoe's number is none." };

    private async Task RunAsync(IHubStore hub)
    {
        RunLog run = await RunLog.BeginAsync(hub, RunKind.Import, "d1", false, _time, Token);
        await using (run)
        {
            run.Count("Updated");
            await hub.WriteAsync(transaction => transaction.SaveAsync([Problem("p1")], Token), run.Lease, Token);
            await hub.WriteAsync(
                transaction => transaction.SaveAsync(
                    [new Operation { Id = "o1", RunId = run.Id, SystemId = Ids.RingCentral, UserId = "u1", Kind = OperationKind.Update, State = OperationState.Failed, ErrorId = "RcRefused", Reason = "Zoe", RequestId = "req-1" }], Token),
                run.Lease,
                Token);
            await using (IHubTransaction dropped = await hub.BeginAsync(cancellationToken: Token))
            {
                await dropped.SaveAsync([Problem("p2")], Token);
            }

            await run.EndAsync(RunState.Completed);
        }
    }

    private IEnumerable<JsonElement> Lines() => FileLog.FilesOf(Options).SelectMany(static file => File.ReadAllText(file.FullName).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Select(static line => JsonDocument.Parse(line.TrimEnd('\r')).RootElement);
}
