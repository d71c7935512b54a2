using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// Imports through a proxy that does at a random answer what networks and servers do: afterwards nobody's state is wrong, the message says what
/// happened, and the next run completes.
/// </summary>
public sealed class ImportFaultTests
{
    private const int People = 1300;
    private static readonly int s_rounds = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1" ? 25 : 2;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cut", "AdConnectionLost", "ended")]
    [InlineData("stall", "AdTimeout", "no answer within")]
    [InlineData("page lost", null, null)]
    [InlineData("garbage", "AdConnectionLost", "broke the LDAP protocol")]
    [InlineData("referral", "AdReferral", "another server")]
    [InlineData("time limit", "AdSearchIncomplete", "time limit")]
    [InlineData("size limit", "AdSearchIncomplete", "size limit")]
    [InlineData("busy", "AdSearchIncomplete", "busy")]
    [InlineData("unwilling", "AdFailed", "refuses")]
    [InlineData("restart", "AdConnectionLost", "connection")]
    [Trait("Category", "Soak")]
    public async Task A_fault_in_mid_read_leaves_nobodys_state_wrong_and_the_next_run_completes(string fault, string? errorId, string? words)
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using ImportFaultLab lab = await ImportFaultLab.StartAsync(People, seed);
        lab.Proxy.Restart();
        await lab.ImportAsync();
        await lab.CheckCompleteAsync("at first");
        int answers = lab.Proxy.Answers;
        int failed = 0;
        for (int round = 0; round < s_rounds; round++)
        {
            await lab.ChangeAsync();
            string what = $"seed {seed}, {fault}, round {round}";
            lab.Proxy.Restart();

            // An incremental import asks far less, and may be over before the fault: the full ones are those that must fail.
            bool full = round % 2 == 0;
            FaultyServer faulty = new(fault, lab, random.Next(4, full ? answers * 9 / 10 : 40));
            lab.Proxy.Change = faulty.ChangeAsync;
            FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
            Task<Exception?> import = Record.ExceptionAsync(() => lab.ImportAsync(fault == "stall" ? time : null, full)).AsTask();
            if (fault == "stall")
            {
                await Task.WhenAny(faulty.Happened, import);
                while (!import.IsCompleted)
                {
                    time.Advance(TimeSpan.FromSeconds(31));
                    await Task.WhenAny(import, Task.Delay(20, Stop));
                }
            }

            Exception? exception = await import;
            await faulty.AfterwardsAsync();
            lab.Proxy.Change = null;
            await lab.CheckNobodyWrongAsync(what);
            if (exception is not null)
            {
                failed++;
                RingCentralAdException error = Assert.IsType<RingCentralAdException>(exception);
                Assert.True(error.ErrorId == errorId, $"{what}: {error.ErrorId} {error}");
                Assert.Contains(words!, error.Message, StringComparison.Ordinal);
                Assert.False(string.IsNullOrEmpty(error.Remedy));
            }

            await lab.ImportAsync();
            await lab.CheckCompleteAsync(what);
        }

        Assert.True(errorId is null || failed > 0, $"seed {seed}: no import failed");
    }

    [Fact]
    public async Task A_password_changed_in_mid_run_is_told_tried_once_and_the_new_one_completes()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        await using ImportFaultLab lab = await ImportFaultLab.StartAsync(People, 1);
        await lab.ImportAsync();
        await lab.ChangeAsync();
        lab.Proxy.Restart();
        int connections = lab.Proxy.Connections;
        int binds = 0;
        bool changed = false;
        lab.Proxy.Change = (answer, _) =>
        {
            // From here on the server knows another password: it says so to every bind, and the old connection is lost.
            if (answer.Tag == 0x61 && changed)
            {
                binds++;
                return Task.FromResult<IReadOnlyList<byte[]>?>([LdapBytes.Result(answer.Id, 1, 49)]);
            }

            changed |= answer.Number == 600;
            return Task.FromResult<IReadOnlyList<byte[]>?>(answer.Number == 600 ? null : [answer.Bytes]);
        };
        await using LdapDirectory directory = await lab.OpenAsync(TimeProvider.System);
        RingCentralAdException lost = await Assert.ThrowsAsync<RingCentralAdException>(() => ReadAsync(directory));
        Assert.Equal("AdConnectionLost", lost.ErrorId);
        await lab.CheckNobodyWrongAsync("password changed");
        RingCentralAdException refused = await Assert.ThrowsAsync<RingCentralAdException>(() => ReadAsync(directory));
        Assert.Equal("AdSignInFailed", refused.ErrorId);
        Assert.Contains(lab.Server.AdminDn, refused.Message, StringComparison.Ordinal);
        Assert.Contains("tried once", refused.Remedy, StringComparison.Ordinal);
        Assert.Equal((1, connections + 2), (binds, lab.Proxy.Connections));
        lab.Proxy.Change = null;
        await lab.ImportAsync();
        await lab.CheckCompleteAsync("with the new password");
    }

    [Fact]
    public async Task A_position_that_the_server_refuses_leads_to_a_full_import_that_says_why()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        await using ImportFaultLab lab = await ImportFaultLab.StartAsync(People, 1);
        await lab.ImportAsync();
        await lab.ChangeAsync();
        await lab.ForgetPositionAsync();
        await lab.ImportAsync();
        Assert.Matches("no longer reaches back|does not go on from where the last import ended", Assert.Single(lab.Told, told => told.StartsWith("Full import", StringComparison.Ordinal)));
        await lab.CheckCompleteAsync("after the refusal");
        await lab.ChangeAsync();
        await lab.ImportAsync();
        Assert.DoesNotContain(lab.Told, told => told.StartsWith("Full import", StringComparison.Ordinal));
        await lab.CheckCompleteAsync("incrementally again");
    }

    private static async Task ReadAsync(LdapDirectory directory)
    {
        _ = await directory.ReadContainersAsync(Stop).CountAsync(Stop);
        _ = await directory.ReadGroupsAsync(Stop).CountAsync(Stop);
        _ = await directory.ReadUsersAsync(new DirectoryRead(["mail"]), Stop).CountAsync(Stop);
    }

    /// <summary>Does one thing at one answer.</summary>
    private sealed class FaultyServer(string fault, ImportFaultLab lab, int at)
    {
        private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task _restart = Task.CompletedTask;
        private int _lostId = -1;

        public Task Happened => _happened.Task;

        public async Task AfterwardsAsync() => await _restart;

        public async Task<IReadOnlyList<byte[]>?> ChangeAsync(LdapProxyAnswer answer, CancellationToken stop)
        {
            if (answer.Id == _lostId && answer.Tag == LdapProxy.Entry)
            {
                return [];
            }

            if (_happened.Task.IsCompleted || answer.Number < at || answer.Tag is not (LdapProxy.Entry or LdapProxy.SearchDone))
            {
                return [answer.Bytes];
            }

            _happened.TrySetResult();
            switch (fault)
            {
                case "cut":
                    return null;
                case "stall":
                    await Task.Delay(Timeout.Infinite, stop);
                    return null;
                case "page lost":
                    _lostId = answer.Id;
                    return answer.Tag == LdapProxy.Entry ? [] : [answer.Bytes];
                case "garbage":
                    return [[0x30, 0x0c, 0x02, 0x01, 0x05, 0x64, 0x40, 0xff, 0x17, 0x03, 0x99, 0x00, 0xab, 0xcd]];
                case "restart":
                    _restart = RestartAsync();
                    return null;
                default:
                    int code = fault switch { "referral" => 10, "time limit" => 3, "size limit" => 4, "busy" => 51, _ => 53 };
                    return [LdapBytes.Result(answer.Id, LdapBytes.SearchDone, code, referrals: code == 10 ? ["ldap://elsewhere.example/"] : null)];
            }
        }

        private async Task RestartAsync()
        {
            await lab.Server.StopAsync();
            await lab.Server.StartAsync(Stop);
        }
    }
}
