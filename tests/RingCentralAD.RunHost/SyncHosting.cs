using System.Globalization;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Simulator;

namespace RingCentralAD.RunHost;

/// <summary>
/// One of several hosts of a hub: for each line that it reads (the clock's time and the machine's at one moment, in ticks, and how fast the clock
/// runs) it syncs once, or stands by while another host does. Tells on its output what it does.
/// </summary>
public sealed class SyncHosting : ISyncHost, IAsyncDisposable
{
    private readonly AccountSettings _account;
    private readonly AccountSecrets _secrets;
    private readonly SimulatorClock _clock;
    private readonly Dictionary<string, IDirectory> _directories = [];
    private IAccount? _opened;

    private SyncHosting(AccountSettings account, AccountSecrets secrets, SimulatorClock clock) => (_account, _secrets, _clock) = (account, secrets, clock);

    /// <inheritdoc />
    public IProgress<RunProgress>? Progress => null;

    /// <summary>Syncs until its input ends.</summary>
    public static async Task RunAsync(string hub, AccountSettings account, AccountSecrets secrets)
    {
        await using IHubStore store = await HubStore.OpenAsync(HubLocation.Parse(hub), TimeProvider.System);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] parts = line.Split(' ');
            SimulatorClock clock = new(double.Parse(parts[2], CultureInfo.InvariantCulture));
            DateTimeOffset now = Ticks(parts[0]) + ((TimeProvider.System.GetUtcNow() - Ticks(parts[1])) * clock.Speed);
            clock.Advance(now - clock.GetUtcNow());
            await using SyncHosting host = new(account, secrets, clock);
            SyncSummary summary = await new SyncCycle(store, host, clock).RunAsync(new SyncRequest { Wait = true, ConfirmFirstRun = true, AcceptGuard = true });
            Console.WriteLine($"ended {summary.ExitCode} {summary}");
        }
    }

    /// <inheritdoc />
    public async Task<IDirectory> OpenAsync(DirectoryEntry entry, CancellationToken cancellationToken)
    {
        Console.WriteLine("working");
        return _directories[entry.Id] = _directories.GetValueOrDefault(entry.Id)
            ?? await DirectoryConnector.OpenAsync(entry.Id, entry.Kind, entry.Settings, null, TimeProvider.System, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IAccount> OpenAccountAsync(CancellationToken cancellationToken) => _opened ??= await RingCentralAccount.OpenAsync(
        _account, _secrets, _clock, null, new RingCentralOptions { RequestTimeout = TimeSpan.FromSeconds(20 * _clock.Speed) }, cancellationToken);

    /// <inheritdoc />
    public void Tell(string text) => Console.WriteLine($"told {text}");

    /// <inheritdoc />
    public Task<bool> AgreesAsync(string target, string action) => Task.FromResult(true);

    /// <inheritdoc />
    public Task<bool> AnswersAsync(string question, string caption, string answer) =>
        throw new RingCentralAdException("QuestionUnanswered", ErrorKind.Limit, caption, $"Run the command with {answer}.");

    /// <inheritdoc />
    public RingCentralAdException? Explain(Exception error) => error as RingCentralAdException;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (IDirectory directory in _directories.Values)
        {
            await directory.DisposeAsync();
        }

        await (_opened?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static DateTimeOffset Ticks(string text) => new(long.Parse(text, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
