using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>A hub whose schedules are registered on a machine that only keeps in mind what was done to it.</summary>
public abstract class ScheduleFixture : IAsyncLifetime
{
    /// <summary>A hub's place with every character that a scheduler reads in its own way.</summary>
    protected const string Nasty = "/srv/it's 100% $HOME \"x\"\\y/hub.db";

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected static SyncSchedule Sample => new()
    {
        Name = "sync",
        Host = Environment.MachineName,
        Kind = ScheduleKind.Systemd,
        Every = TimeSpan.FromMinutes(15),
        RunAs = "root",
        Hub = Nasty,
        Program = "/bin/sh",
        Module = "/opt/RingCentralAD/RingCentralAD.psd1",
        By = @"CONTOSO\ann",
        RegisteredAt = new DateTimeOffset(2026, 11, 30, 14, 20, 0, TimeSpan.FromHours(1)),
    };

    protected string Folder { get; } = Directory.CreateTempSubdirectory("rcad-schedule-").FullName;

    private protected KeptMachine Machine { get; } = new();

    private protected IHubStore Hub { get; private set; } = null!;

    private protected ScheduleRegistration Registration => new(Hub, Machine, TimeProvider.System);

    public async ValueTask InitializeAsync() => Hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(Folder, "hub.db")), "Example", TimeProvider.System, Stop);

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static Task<RingCentralAdException> FailAsync(Func<Task> act) => Assert.ThrowsAsync<RingCentralAdException>(act);

    private protected Task ConnectAsync(AccountSettings account) => Hub.WriteAsync(
        async transaction => await transaction.SetAsync(await transaction.GetIdentityAsync(Stop) with { Account = account }, Stop), null, Stop);
}
