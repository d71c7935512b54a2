using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Whatever is done to the record or to the runs behind its back shows.</summary>
public abstract class RecordTamperingTests(IHubPlace place) : RecordSuite(place)
{
    [Fact]
    public async Task Every_line_is_hashed_over_the_one_before_it_as_anybody_can_reckon()
    {
        await SaveAsync(Person("u1", Ann));
        await SaveAsync(Person("u1", Ann.With([new("department", "Zoë 😀")])));
        string hash = "";
        foreach (RecordedChange line in await ListAsync(new Filter<RecordedChange>().OrderBy(static row => row.Number)))
        {
            Assert.Equal(Sha(line.Salt + "\u001F" + line.Content), line.Digest);
            long at = (line.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10;
            hash = Sha(string.Join('\u001F', hash, line.Number.ToString(CultureInfo.InvariantCulture), at.ToString(CultureInfo.InvariantCulture), line.RunId, line.Actor, line.Host, line.Program, line.Kind, line.UserId, line.Facts, line.Digest));
            Assert.Equal(hash, line.Hash);
        }

        static string Sha(string text) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("UPDATE recorded_change SET content = replace(content, 'Support3', 'Sales') WHERE number = 4", 4)]
    [InlineData("UPDATE recorded_change SET facts = replace(facts, 'department', 'division') WHERE number = 3", 3)]
    [InlineData("UPDATE recorded_change SET actor = 'somebody else' WHERE number = 6", 6)]
    [InlineData("UPDATE recorded_change SET at = at + 1 WHERE number = 1", 1)]
    [InlineData("UPDATE recorded_change SET kind = 'Linked' WHERE number = 2", 2)]
    [InlineData("UPDATE recorded_change SET user_id = 'u2' WHERE number = 5", 5)]
    [InlineData("DELETE FROM recorded_change WHERE number = 4", 5)]
    [InlineData("DELETE FROM recorded_change WHERE number < 3", 3)]
    [InlineData("UPDATE recorded_change SET number = 99 WHERE number = 8", 99)]
    [InlineData("UPDATE recorded_change SET hash = digest WHERE number = 7", 7)]
    [InlineData("UPDATE recorded_change SET host = 'another' WHERE number = 3", 3)]
    [InlineData("UPDATE recorded_change SET program = '9.9.9' WHERE number = 3", 3)]
    [InlineData("UPDATE recorded_change SET run_id = 'another' WHERE number = 3", 3)]
    [InlineData("INSERT INTO recorded_change (number, at, actor, host, program, kind, facts, digest, hash) SELECT 9, at, actor, host, program, kind, facts, digest, hash FROM recorded_change WHERE number = 8", 9)]
    [InlineData("UPDATE recorded_change SET number = 0 WHERE number = 3; UPDATE recorded_change SET number = 3 WHERE number = 6; UPDATE recorded_change SET number = 6 WHERE number = 0", 3)]
    [InlineData("DELETE FROM recorded_change WHERE number > 6", 7)]
    [InlineData("DELETE FROM recorded_change", 1)]
    [InlineData("DELETE FROM record_head", 8)]
    [InlineData("UPDATE record_head SET number = 6, hash = (SELECT hash FROM recorded_change WHERE number = 6)", 7)]
    [InlineData("UPDATE record_head SET hash = 'x'", 8)]
    public async Task Whatever_is_tampered_with_the_first_broken_line_is_named(string sql, long line)
    {
        await FillAsync();
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync(sql);
        RecordState state = await RecordCheck.RunAsync(Store, null, Token);
        Assert.Equal(line, state.BrokenAt);
        HubCheck check = (await HubTest.RunAsync(Store, null, Token).ToListAsync(Token))[1];
        Assert.Equal((false, line), (check.Passed, check.BrokenLine));
        Assert.Contains($"Line {line} ", check.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE run SET counts = '{\"Create\":1}' WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET requests = '{}' WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET started_at = started_at - 1 WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET state = 'Completed' WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET message = 'all went well' WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET host = 'another' WHERE id = 'r2'", 3, "run 2 is no longer")]
    [InlineData("DELETE FROM run WHERE id = 'r2'", 3, "is missing")]
    [InlineData("UPDATE run SET number = 3, id = 'r3' WHERE id = 'r2'", 3, "is missing")]
    [InlineData("INSERT INTO run (id, kind, system_id, state, started_at, ended_at, host, counts, number) SELECT 'r3', kind, system_id, state, started_at, ended_at, host, counts, 3 FROM run WHERE id = 'r2'", 3, "run 3 ended, and no line tells of it")]
    public async Task A_run_that_is_changed_removed_or_made_up_is_seen(string sql, long line, string words)
    {
        await SaveAsync(Person("u1", Ann));
        Run first = new()
        {
            Id = "r1", Kind = RunKind.Import, SystemId = "d1", State = RunState.Interrupted, Number = 1, StartedAt = Clock.GetUtcNow(), EndedAt = Clock.GetUtcNow(), Host = "sync1", Message = "its \"process\" died",
            Counts = new Dictionary<string, long> { ["Updated"] = 3, ["Created"] = 2 }, Requests = new Dictionary<string, long> { ["Light"] = 4 }, Read = 5,
        };
        await SaveAsync(first with { State = RunState.Running });
        await SaveAsync(first);
        await SaveAsync(first with { Id = "r2", Number = 2, State = RunState.Completed, Message = null });
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync(sql);
        RecordState state = await RecordCheck.RunAsync(Store, null, Token);
        Assert.Equal(line, state.BrokenAt);
        Assert.Contains(words, state.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_tampered_with_keeps_nobody_from_working_and_goes_on_showing()
    {
        await FillAsync();
        await TamperAsync("DELETE FROM recorded_change WHERE number > 6");
        await SaveAsync(Person("u2", new([new("login", "ben@contoso.com")])));
        Assert.Equal(9, (await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync("UPDATE record_head SET number = 3");
        await SaveAsync(Person("u3", new([new("login", "cleo@contoso.com")])));
        Assert.Equal(9, (await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync("DELETE FROM record_head");
        await SaveAsync(Person("u4", new([new("login", "dan@contoso.com")])));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 9, 10, 11], (await ListAsync<RecordedChange>()).Select(static row => row.Number).Order());
    }

    [Fact]
    public async Task A_record_that_was_cut_off_or_written_anew_is_seen_by_a_head_that_was_noted()
    {
        await FillAsync();
        string head = (await RecordCheck.RunAsync(Store, null, Token)).Head;
        await SaveAsync(Person("u9", new([new("login", "zoe@contoso.com")])));
        Assert.Null((await RecordCheck.RunAsync(Store, head, Token)).BrokenAt);
        Assert.NotNull((await RecordCheck.RunAsync(Store, "8:" + head.Split(':')[1][1..] + "=", Token)).BrokenAt);
        await TamperAsync("DELETE FROM recorded_change WHERE number >= 7; UPDATE record_head SET number = 6, hash = (SELECT hash FROM recorded_change WHERE number = 6)");
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        Assert.Equal(7, (await RecordCheck.RunAsync(Store, head, Token)).BrokenAt);
    }
}

public sealed class SqliteRecordTamperingTests() : RecordTamperingTests(new SqlitePlace());

public sealed class PostgresRecordTamperingTests() : RecordTamperingTests(new PostgresPlace());
