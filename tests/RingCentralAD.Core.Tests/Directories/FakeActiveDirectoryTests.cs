using System.Net;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>What no Samba does: lists cut as Active Directory cuts them, a group of 200,000, values of every kind of bytes; imported into a hub on disk and found there.</summary>
public sealed class FakeActiveDirectoryTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1499)]
    [InlineData(1500)]
    [InlineData(1501)]
    [InlineData(3000)]
    [InlineData(200_000)]
    public async Task A_group_of_any_size_is_stored_whole(int members)
    {
        byte[][] names = [.. Enumerable.Range(0, members).Select(i => Encoding.UTF8.GetBytes($"<GUID={KeyOf(i):D}>;CN=m{i},{FakeActiveDirectory.BaseDn}"))];
        await using FakeActiveDirectory server = new(_authority, [Domain(), FakeEntry.Of($"CN=All,{FakeActiveDirectory.BaseDn}", KeyOf(-2), "group", ("cn", [Utf8("All")]), ("member", names)), Person(1)]);
        await using IHubStore hub = await ImportAsync(server);
        HashSet<string> stored = [];
        await foreach (GroupEdge edge in hub.ReadAsync<GroupEdge>(cancellationToken: Stop))
        {
            Assert.True(stored.Add(edge.MemberKey));
        }

        Assert.Equal(members, stored.Count);
        Assert.Superset(Enumerable.Range(0, members).Select(i => KeyOf(i).ToString("D")).ToHashSet(), stored);
    }

    [Fact]
    public async Task A_list_asked_for_without_a_range_and_cut_all_the_same_is_read_to_its_end()
    {
        byte[][] numbers = [.. Enumerable.Range(0, 4321).Select(i => Utf8($"+1{i:D10}"))];
        await using FakeActiveDirectory server = new(_authority, [Domain(), Person(1, ("otherTelephone", numbers))]);
        await using LdapDirectory directory = await OpenAsync(server);
        AppUser person = Assert.Single(await directory.ReadUsersAsync(new DirectoryRead(["otherTelephone"]), Stop).ToListAsync(Stop));
        Assert.Equal(numbers.Select(Encoding.UTF8.GetString), Assert.IsType<IReadOnlyList<string>>(person.Attributes["otherTelephone"], exactMatch: false));
    }

    [Fact]
    public async Task Values_of_a_thousand_kinds_of_bytes_are_stored_and_found_again()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        byte[][] kinds = [.. Kinds(new Random(seed))];
        Assert.True(kinds.Length >= 1000);
        FakeEntry[] people = [.. kinds.Select((value, i) => Person(i, ("info", [value]), ("department", [value])))];
        await using FakeActiveDirectory server = new(_authority, [Domain(), .. people]);
        await using IHubStore hub = await ImportAsync(server, ("city", "appuser.info"));
        Dictionary<string, AppUser> stored = await hub.ReadAsync<AppUser>(cancellationToken: Stop).ToDictionaryAsync(user => user.Key, cancellationToken: Stop);
        Assert.Equal(kinds.Length, stored.Count);
        for (int i = 0; i < kinds.Length; i++)
        {
            AppUser user = stored[KeyOf(i).ToString("D")];
            Assert.True(Expected(kinds[i]) == user.Attributes.Text("info"), $"seed {seed}, kind {i}: {Convert.ToHexString(kinds[i].AsSpan(0, Math.Min(40, kinds[i].Length)))}");
            string text = Encoding.UTF8.GetString(kinds[i]).Replace("\0", "", StringComparison.Ordinal);
            Assert.Equal(text.Length == 0 ? null : text, user.Attributes.Text("department"));
        }

        // The hash that tells whether anything changed is the same when it is all read again.
        await using LdapDirectory directory = await OpenAsync(server);
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(hub, null, Stop);
        DirectoryImport again = new(hub, directory, entry, TimeProvider.System);
        Assert.DoesNotContain(await again.RunAsync(new ImportRequest(), Stop).ToListAsync(Stop), record => record.Action is ImportAction.Updated or ImportAction.Created);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        _authority.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<byte[]> Kinds(Random random)
    {
        for (int octet = 0; octet < 256; octet++)
        {
            yield return [(byte)octet];
            yield return [(byte)'a', (byte)octet, (byte)'b'];
        }

        foreach (string text in (string[])["line\nbreak", "cr\r\n", "tab\t", " leading", "trailing ", "a\0b", "\0", "\u001b[31m", "\ufeffbom", "\u202eright to left", "e\u0301", "\ud83d\ude80", "𠀋", "ﷺ", "שלום", "مرحبا", "สวัสดี", "こんにちは", "ਸਤ", "ⵣ", "\u0378"])
        {
            yield return Utf8(text);
        }

        yield return [0xed, 0xa0, 0x80];
        yield return [0xc0, 0x80];
        yield return [0xf8, 0x88, 0x80, 0x80, 0x80];
        yield return [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)('a' + i % 26))];
        yield return [.. Enumerable.Range(0, 1 << 20).Select(_ => (byte)random.Next(256))];
        for (int i = 0; i < 500; i++)
        {
            byte[] bytes = new byte[random.Next(1, 64)];
            random.NextBytes(bytes);
            yield return bytes;
        }
    }

    // Reckoned apart from the product: text where it is UTF-8 without NUL, else base64.
    private static string Expected(byte[] value)
    {
        try
        {
            string text = new UTF8Encoding(false, true).GetString(value);
            return text.Contains('\0', StringComparison.Ordinal) ? Convert.ToBase64String(value) : text;
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToBase64String(value);
        }
    }

    private static Guid KeyOf(int number) => new(number, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static FakeEntry Domain() => FakeEntry.Of(FakeActiveDirectory.BaseDn, KeyOf(-1), "container");

    private static FakeEntry Person(int number, params (string Name, byte[][] Values)[] attributes) => FakeEntry.Of(
        $"CN=p{number},{FakeActiveDirectory.BaseDn}", KeyOf(number), "person",
        [("userAccountControl", [Utf8("512")]), ("cn", [Utf8($"p{number}")]), ("sn", [Utf8("Person")]), ("givenName", [Utf8("Zoe")]), ("mail", [Utf8($"p{number}@fake.example")]), .. attributes]);

    private DirectorySettings Settings(FakeActiveDirectory server) => new() { Servers = [server.Address], CaCertificate = _folder.File("ca.pem", _authority.Pem), UserName = "reader" };

    private Task<LdapDirectory> OpenAsync(FakeActiveDirectory server, string id = "d") =>
        LdapDirectory.OpenAsync(id, Settings(server), new NetworkCredential("reader", "secret"), TimeProvider.System, Stop);

    private async Task<IHubStore> ImportAsync(FakeActiveDirectory server, params (string Target, string Expression)[] mappings)
    {
        IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Example", TimeProvider.System, Stop);
        DirectoryRegistration registration = new(hub, TimeProvider.System);
        DirectoryEntry wanted = await registration.PrepareAsync("fake", Settings(server), DirectoryKind.ActiveDirectory, Stop);
        await using LdapDirectory directory = await OpenAsync(server, wanted.Id);
        DirectoryEntry entry = await registration.RegisterAsync(wanted, directory.Description, "fake", Stop);
        await hub.WriteAsync(
            transaction => transaction.SaveAsync([.. mappings.Select(pair => new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = entry.Id, Target = pair.Target, Expression = pair.Expression })], Stop), null, Stop);
        _ = await new DirectoryImport(hub, directory, entry, TimeProvider.System).RunAsync(new ImportRequest(), Stop).CountAsync(Stop);
        return hub;
    }
}
