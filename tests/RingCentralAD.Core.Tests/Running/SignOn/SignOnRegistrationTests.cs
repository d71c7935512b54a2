using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Directories;
using RingCentralAD.Core.Tests.Hub;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>What an identity provider is refused, and that two who change it at once lose no key.</summary>
public sealed class SignOnRegistrationTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ServiceProvider Provider => new() { Name = "wiki", EntityId = "https://wiki.example", AcsUrls = ["https://wiki.example/acs"] };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_at_once_lose_no_key()
    {
        await using IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Contoso", TimeProvider.System, Stop);
        string keys = Path.Combine(_folder.Path, "keys");
        Assert.Equal(["", "SsoProviderExists"], await BothAsync(() => SignOnRegistration.CreateAsync(hub, new SignOnOptions { BaseUrl = "https://sso.example", Label = "x" }, [], keys, TimeProvider.System, Stop)));
        Assert.Single(Directory.GetFiles(keys));
        Assert.Equal(["", "SsoKeyStepInvalid"], await BothAsync(() => SignOnRegistration.RollAsync(hub, SsoKeyStep.Begin, keys, TimeProvider.System, Stop)));
        Assert.Equal(2, Directory.GetFiles(keys).Length);
        Assert.Equal(["", "SsoKeyStepInvalid"], await BothAsync(() => SignOnRegistration.RollAsync(hub, SsoKeyStep.End, keys, TimeProvider.System, Stop)));
    }

    [Fact]
    public async Task A_key_whose_naming_failed_leaves_no_file_and_one_that_may_be_named_keeps_it()
    {
        await using IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Contoso", TimeProvider.System, Stop);
        string keys = Path.Combine(_folder.Path, "keys");
        SignOnOptions options = new() { BaseUrl = "https://sso.example", Label = "x" };

        // The file is on the disk before the transaction that names it.
        Failing full = new(hub, committed: false) { Seen = () => Directory.GetFiles(keys) };
        Assert.Equal("HubFull", (await Assert.ThrowsAsync<RingCentralAdException>(() => SignOnRegistration.CreateAsync(full, options, [], keys, TimeProvider.System, Stop))).ErrorId);
        Assert.Single(full.Found);
        Assert.Empty(Directory.GetFiles(keys));

        // The answer was lost, and what was written counts.
        await Assert.ThrowsAsync<RingCentralAdException>(() => SignOnRegistration.CreateAsync(new Failing(hub, committed: true), options, [], keys, TimeProvider.System, Stop));
        Assert.Equal($"file:{Assert.Single(Directory.GetFiles(keys))}", Assert.Single((await SignOnRegistration.DescribeAsync(hub, Stop)).Certificates).KeyFrom);

        await Assert.ThrowsAsync<RingCentralAdException>(() => SignOnRegistration.RollAsync(new Failing(hub, committed: false), SsoKeyStep.Begin, keys, TimeProvider.System, Stop));
        Assert.Single(Directory.GetFiles(keys));
    }

    [Fact]
    public async Task Whoever_has_the_entity_id_is_replaced_and_that_can_be_told_before()
    {
        await using IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Contoso", TimeProvider.System, Stop);
        await SignOnRegistration.SetAsync(hub, Provider, Stop);
        Assert.Equal("wiki", (await SignOnRegistration.ReplacedAsync(hub, Provider with { Name = "docs" }, Stop))?.Name);
        Assert.Null(await SignOnRegistration.ReplacedAsync(hub, Provider with { Name = "WIKI" }, Stop));
        await SignOnRegistration.SetAsync(hub, Provider with { Name = "docs" }, Stop);
        Assert.Null(await SignOnRegistration.FindAsync(hub, "wiki", Stop));
    }

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://sso.example")]
    [InlineData("https://söö.example")]
    [InlineData("https://sso.example/path")]
    public void A_base_url_is_https_and_a_host(string url) =>
        Assert.Equal("SsoOptionInvalid", Assert.Throws<RingCentralAdException>(() => SignOnRules.Check(new SignOnOptions { BaseUrl = url, Label = "x" })).ErrorId);

    [Fact]
    public void A_providers_addresses_are_ascii_and_their_indexes_as_many()
    {
        SignOnRules.Check(Provider with { AcsIndexes = [3] });
        SignOnRules.Check(Provider with { AcsUrls = ["http://127.0.0.1/acs"] });
        Assert.Throws<RingCentralAdException>(() => SignOnRules.Check(Provider with { AcsIndexes = [3, 4] }));
        Assert.Throws<RingCentralAdException>(() => SignOnRules.Check(Provider with { AcsUrls = ["https://wíki.example/acs"] }));
        Assert.Throws<RingCentralAdException>(() => SignOnRules.Check(Provider with { LogoutUrl = "https://wiki.example/ä" }));
    }

    [Theory]
    [InlineData("a\uD800b", "ab")]
    [InlineData(" x\u0001\uFFFE\U0001F680 ", "x\U0001F680")]
    public void What_xml_does_not_have_is_left_out(string text, string clean) => Assert.Equal(clean, SignOnPeople.Clean(text));

    /// <summary>How two who do the same at once end, in order: the id of each one's error, or nothing.</summary>
    private static async Task<IEnumerable<string>> BothAsync(Func<Task> what)
    {
        Task[] both = [Task.Run(what), Task.Run(what)];
        Exception?[] ends = [await Record.ExceptionAsync(() => both[0]), await Record.ExceptionAsync(() => both[1])];
        return ends.Select(static end => (end as RingCentralAdException)?.ErrorId ?? end?.Message ?? "").Order(StringComparer.Ordinal);
    }

    /// <summary>A hub whose commits fail, before they are carried out or after.</summary>
    private sealed class Failing(IHubStore inner, bool committed) : StoreAround(inner)
    {
        public Func<string[]> Seen { get; init; } = static () => [];

        public string[] Found { get; private set; } = [];

        public override async Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default)
        {
            Found = Seen();
            return new Transaction(await Inner.BeginAsync(lease, cancellationToken), committed);
        }

        private sealed class Transaction(IHubTransaction inner, bool committed) : TransactionAround(inner)
        {
            public override async Task CommitAsync(CancellationToken cancellationToken = default)
            {
                if (committed)
                {
                    await base.CommitAsync(cancellationToken);
                }

                throw new RingCentralAdException("HubFull", ErrorKind.Limit, "There is no space left for the hub.", "Free space.");
            }
        }
    }
}
