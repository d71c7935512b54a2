using System.Text.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Recording;

/// <summary>Files of the record: read back by Python's csv and json, which are not ours.</summary>
public sealed class RecordFileTests : IDisposable
{
    private static readonly string[] s_awkward =
        ["plain", "=HYPERLINK(\"http://x\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "a,b", "say \"hi\"", "two\nlines", "Zoë 😀", "", "'=kept"];

    private static readonly string[] s_numbers = ["+14155550100", "+1 (415) 555-0100#101", "-5", "00", "2026-03-01"];
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-record-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string PathOf(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_table_is_read_back_value_by_value_and_none_is_a_formula()
    {
        await WriteAsync("changes.csv", [.. s_awkward.Concat(s_numbers).Select(Change)]);
        Assert.Equal("\uFEFF"u8.ToArray(), (await File.ReadAllBytesAsync(PathOf("changes.csv"), Token))[..3]);
        using JsonDocument read = await PythonAsync("import csv,json,sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline='')))))", "changes.csv");
        string[] after = [.. read.RootElement.EnumerateArray().Select(static row => row.GetProperty("After").GetString()!)];
        Assert.Equal(s_awkward.Select(static text => text.Length > 0 && "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text).Concat(s_numbers), after);
        JsonElement first = read.RootElement[0];
        Assert.Equal(("7", "2026-03-01T08:00:00.000000Z", "PersonChanged", "", "False"), (
            first.GetProperty("Line").GetString(), first.GetProperty("At").GetString(), first.GetProperty("Kind").GetString(), first.GetProperty("Run").GetString(), first.GetProperty("Erased").GetString()));
    }

    [Theory]
    [InlineData("changes.csv")]
    [InlineData("changes.jsonl")]
    public async Task It_is_for_its_owner_alone_also_in_place_of_one_that_was_not(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are Unix's; Windows has access lists.");
        await File.WriteAllTextAsync(PathOf(name), "", Token);
#pragma warning disable CA1416 // guarded above
        File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        await WriteAsync(name, [Change("one")]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf(name)));

        // Who gave somebody the right to a file that is added to meant it.
        File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        await WriteAsync(name, [Change("two")], append: true);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(PathOf(name)));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task Json_lines_are_read_back_one_object_a_line()
    {
        SyncRunInfo run = new() { Kind = RunKind.Import, System = "contoso.com", State = RunState.Completed, RunId = "r1", Counts = new Dictionary<string, long> { ["Created"] = 2 }, Duration = TimeSpan.FromSeconds(90) };
        await WriteAsync("all.jsonl", [.. s_awkward.Select(Change), run]);
        using JsonDocument read = await PythonAsync("import json,sys; print(json.dumps([json.loads(line) for line in open(sys.argv[1], encoding='utf-8', newline='\\n')]))", "all.jsonl");
        JsonElement[] rows = [.. read.RootElement.EnumerateArray()];
        Assert.Equal(s_awkward, rows[..^1].Select(static row => row.GetProperty("After").GetString()));
        Assert.Equal((2, "Import", "00:01:30"), (rows[^1].GetProperty("Counts").GetProperty("Created").GetInt32(), rows[^1].GetProperty("Kind").GetString(), rows[^1].GetProperty("Duration").GetString()));
    }

    [Fact]
    public async Task What_is_appended_follows_what_is_there_and_a_table_holds_one_kind()
    {
        await WriteAsync("changes.csv", [Change("one")]);
        await WriteAsync("changes.csv", [Change("two")], append: true);
        await WriteAsync("new.csv", [Change("one")], append: true);
        string[] lines = await File.ReadAllLinesAsync(PathOf("changes.csv"), Token);
        Assert.Equal(3, lines.Length);
        Assert.Equal((await File.ReadAllLinesAsync(PathOf("new.csv"), Token)), lines[..2]);
        SyncRunInfo run = new() { Kind = RunKind.Import, System = "", State = RunState.Completed, RunId = "r1" };
        Assert.Equal("RecordFileOther", (await Assert.ThrowsAsync<RingCentralAdException>(() => WriteAsync("changes.csv", [run], append: true))).ErrorId);
        Assert.Equal("RecordFileMixed", (await Assert.ThrowsAsync<RingCentralAdException>(() => WriteAsync("changes.csv", [run, Change("three")]))).ErrorId);

        // What failed left the file as it was, and nothing beside it.
        Assert.Equal(lines, await File.ReadAllLinesAsync(PathOf("changes.csv"), Token));
        Assert.Equal(["changes.csv", "new.csv"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task What_is_added_and_not_finished_is_taken_back()
    {
        await WriteAsync("changes.jsonl", [Change("one")]);
        byte[] before = await File.ReadAllBytesAsync(PathOf("changes.jsonl"), Token);
        await using (RecordFile file = new(PathOf("changes.jsonl"), RecordFileForm.JsonLines, append: true))
        {
            foreach (int number in Enumerable.Range(0, 200))
            {
                await file.WriteAsync(Change($"{number}"), Token);
            }

            // Some of it has reached the disk.
            Assert.NotEqual(before.Length, new FileInfo(PathOf("changes.jsonl")).Length);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(PathOf("changes.jsonl"), Token));
    }

    private static SyncChangeInfo Change(string after) => new()
    {
        Line = 7, At = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(1)), Kind = ChangeKind.PersonChanged, After = after, Actor = @"CONTOSO\ann", Host = "h", Program = "1", Hash = "x",
    };

    private async Task WriteAsync(string name, object[] rows, bool append = false)
    {
        await using RecordFile file = new(PathOf(name), RecordFile.FormOf(name)!.Value, append);
        foreach (object row in rows)
        {
            await file.WriteAsync(row, Token);
        }

        await file.FinishAsync();
    }

    private async Task<JsonDocument> PythonAsync(string script, string name) =>
        JsonDocument.Parse((await ServerTools.RunAsync("python3", ["-c", script, PathOf(name)], cancellationToken: Token)).Success("python3"));
}
