using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>A damaged file is recognised when it is opened, and no backup is taken of it.</summary>
public sealed class DamagedHubTests : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private HubLocation _location = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _location = _place.New();
        await using IHubStore hub = await HubStore.CreateAsync(_location, _clock, Token);
        await hub.WriteAsync(transaction => transaction.SaveAsync([.. Enumerable.Range(0, 3_000).Select(static i => new Setting($"s{i}", new string('x', 500)))], Token), null, Token);
    }

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task A_page_that_is_none_is_seen_at_opening()
    {
        Damage.Pages(_location.Path!, 200, 1);
        await RefusedAsync();
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_seen_at_opening()
    {
        Damage.CutOff(_location.Path!, 0.3);
        await RefusedAsync();
    }

    [Fact]
    public async Task Of_a_damaged_hub_that_is_open_no_backup_is_taken()
    {
        await using IHubStore hub = await HubStore.OpenAsync(_location, _clock, Token);
        Damage.Pages(_location.Path!, 200, 3);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => HubPlaces.BackUpAsync(hub, _location.Path + ".backup", _clock, null, Token));
        Assert.Equal("HubDamaged", error.ErrorId);
        Assert.DoesNotContain(Directory.GetFiles(_place.Folder), static path => path.Contains("backup", StringComparison.Ordinal));
    }

    private async Task RefusedAsync()
    {
        byte[] before = await File.ReadAllBytesAsync(_location.Path!, Token);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => HubStore.OpenAsync(_location, _clock, Token));
        Assert.Equal(("HubDamaged", ErrorKind.Data), (error.ErrorId, error.Kind));
        Assert.Contains("Restore-RcHub", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_location.Path!, Token));
    }
}
