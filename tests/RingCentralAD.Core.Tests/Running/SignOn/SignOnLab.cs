using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.SignOn;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.RingCentral;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>A hub with people whose accounts are in a modelled directory, and checks over them; the clock is driven.</summary>
internal sealed class SignOnLab : IAsyncDisposable
{
    private static readonly byte[] s_secret = [.. Enumerable.Range(1, 40).Select(static i => (byte)i)];

    private readonly IHubPlace _place;
    private readonly List<IAsyncDisposable> _opened = [];

    private SignOnLab(IHubPlace place) => (_place, Location) = (place, place.New());

    public DrivenTime Clock { get; } = new();

    public HubLocation Location { get; }

    public IHubStore Hub { get; private set; } = null!;

    public ModelCredentialDirectory Directory { get; private set; } = null!;

    public CredentialCheck Check { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SignOnLab> StartAsync(IHubPlace? place = null)
    {
        SignOnLab lab = new(place ?? new SqlitePlace());
        lab.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));
        lab.Hub = await HubStore.CreateAsync(lab.Location, lab.Clock, Stop);
        lab.Directory = new ModelCredentialDirectory(lab.Clock);
        await lab.SaveAsync(new DirectoryEntry { Id = "d", Name = "model", Kind = DirectoryKind.ActiveDirectory, DomainKey = "k", Settings = new DirectorySettings { Servers = ["dc"] } });
        lab.Check = lab.CheckOn(lab.Hub);
        return lab;
    }

    /// <summary>Another instance, with a connection of its own to the same hub.</summary>
    public async Task<CredentialCheck> AnotherAsync()
    {
        IHubStore hub = await HubStore.OpenAsync(Location, Clock, Stop);
        _opened.Add(hub);
        return CheckOn(hub);
    }

    /// <summary>A person with an account; login name@contoso.com, sAMAccountName name.</summary>
    public async Task<ModelAccount> PersonAsync(string name, bool assigned = true, HubUserStatus status = HubUserStatus.Active, string? mail = null)
    {
        ModelAccount account = new() { Key = Guid.NewGuid().ToString("D"), Name = name };
        Directory.Accounts[account.Key] = account;
        string login = $"{name}@contoso.com";
        await SaveAsync(new HubUser { Id = $"u-{name}", Status = status, Profile = new AttributeSet([new("login", login), new("email", mail ?? login), new("firstName", name)]) });
        await SaveAsync(new AppUser { SystemId = "d", Key = account.Key, UserId = $"u-{name}", Place = account.Dn, Attributes = AttributeSet.Empty, Hash = "h", MailKey = MatchKey.Of(mail ?? login) });
        if (assigned)
        {
            await SaveAsync(new Assignment { Id = $"a-{name}", UserId = $"u-{name}" });
        }

        return account;
    }

    public Task SaveAsync<T>(params T[] rows)
        where T : class, IHubRow => Hub.WriteAsync(transaction => transaction.SaveAsync(rows, Stop), null, Stop);

    public Task<CredentialAnswer> TryAsync(string name, string password, string? address = "192.0.2.1", string? mark = null, CredentialCheck? check = null) =>
        Clock.DriveAsync((check ?? Check).CheckAsync(new CredentialAttempt(name, password) { Address = address, DeviceMark = mark }, Stop));

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable opened in _opened)
        {
            await opened.DisposeAsync();
        }

        await Hub.DisposeAsync();
        await _place.DisposeAsync();
    }

    /// <summary>A check whose directories are opened as a test says.</summary>
    public CredentialCheck CheckOver(Func<DirectoryEntry, ModelCredentialDirectory> open) =>
        new(Hub, new CredentialDirectories(Hub, Clock, (entry, _) => Task.FromResult<ICredentialDirectory>(open(entry))), new SignOnMarks(s_secret), Clock);

    private CredentialCheck CheckOn(IHubStore hub) =>
        new(hub, new CredentialDirectories(hub, Clock, (_, _) => Task.FromResult<ICredentialDirectory>(Directory)), new SignOnMarks(s_secret), Clock);
}
