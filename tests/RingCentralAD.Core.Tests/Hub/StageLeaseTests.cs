using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A lease goes on being renewed while the hub is away for a moment, and no longer once another one has it.</summary>
public sealed class StageLeaseTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly SqlitePlace _place = new();
    private IHubStore _hub = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _hub = await NewHub.CreateAsync(_place.New(), "Example", _clock, Stop);

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Theory]
    [InlineData("HubUnavailable", 4, 5)]
    [InlineData("LeaseLost", 1, 1)]
    public async Task It_is_asked_for_again_unless_it_is_lost(string errorId, int failures, int tries)
    {
        AwayStore away = new(_hub, errorId, failures);
        await using StageLease lease = await StageLease.TakeAsync(away, "Import", _clock, Stop);
        DateTimeOffset before = lease.Lease.Until;

        // 15 seconds to the first try, two from one to the next.
        for (int seconds = 0; seconds < 30; seconds++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, Stop);
        }

        Assert.Equal(tries, away.Tries);
        Assert.Equal(errorId == "HubUnavailable", lease.Lease.Until > before);
    }

    private sealed class AwayStore(IHubStore inner, string errorId, int failures) : StoreAround(inner)
    {
        public int Tries { get; private set; }

        public override Task<Lease> RenewLeaseAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default) =>
            ++Tries <= failures
                ? Task.FromException<Lease>(new RingCentralAdException(errorId, ErrorKind.Unavailable, "Away.", "Wait."))
                : base.RenewLeaseAsync(lease, duration, cancellationToken);
    }
}
