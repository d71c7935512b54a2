using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Faults;

/// <summary>Several searches on one connection, one of which nobody takes from: the others go on, memory stays bounded, nothing is lost that is taken in time.</summary>
public sealed class SideBySideTests : FakeTests
{
    private const int EntrySize = 100_000;
    private static readonly string s_value = new('x', EntrySize);

    [Fact]
    public async Task A_search_that_nobody_takes_from_holds_up_no_other()
    {
        const int Entries = 100;
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest first = await session.ReadAsync();
            await session.SendAsync(Entry(first.Id, 0));
            FakeLdapRequest second = await session.ReadAsync();
            for (int i = 1; i < Entries; i++)
            {
                await session.SendAsync(Entry(first.Id, i));
            }

            await session.SendAsync(Done(first.Id), LdapBytes.Entry(second.Id, "", ("vendorName", ["fake"])), Done(second.Id));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ReadAhead = EntrySize * 2 });
        int count = 0;
        await foreach (LdapEntry entry in connection.SearchAsync(Search, Token))
        {
            if (count++ == 0)
            {
                // Its answer comes behind ten megabytes of the search that is not taken from meanwhile.
                Assert.Equal("fake", (await connection.ReadRootDseAsync(Token)).GetString("vendorName"));
            }
        }

        Assert.Equal(Entries, count);
    }

    [Fact]
    public async Task What_nobody_takes_is_given_up_beyond_a_limit_and_the_connection_goes_on()
    {
        TaskCompletionSource<(int First, FakeLdapRequest Next)> seen = new();
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest first = await session.ReadAsync();
            await session.SendAsync(Entry(first.Id, 0));
            FakeLdapRequest second = await session.ReadAsync();
            for (int i = 1; i < 20; i++)
            {
                await session.SendAsync(Entry(first.Id, i));
            }

            await session.SendAsync(LdapBytes.Entry(second.Id, "", ("vendorName", ["fake"])), Done(second.Id));
            seen.SetResult((first.Id, await session.ReadAsync()));
            FakeLdapRequest third = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(third.Id, "", ("vendorName", ["still"])), Done(third.Id));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ReadAhead = EntrySize * 2, MaxReadAhead = EntrySize * 5 });
        int count = 0;
        LdapException exception = await Assert.ThrowsAsync<LdapException>(async () =>
        {
            await foreach (LdapEntry entry in connection.SearchAsync(Search, Token))
            {
                if (count++ == 0)
                {
                    Assert.Equal("fake", (await connection.ReadRootDseAsync(Token)).GetString("vendorName"));
                }
            }
        });
        Assert.Equal(LdapErrorKind.Other, exception.Kind);
        Assert.Contains("dc=x", exception.Message, StringComparison.Ordinal);
        Assert.Contains("not taken", exception.Message, StringComparison.Ordinal);
        Assert.InRange(count, 1, 8);
        (int abandoned, FakeLdapRequest next) = await seen.Task.WaitAsync(Token);
        Assert.Equal([0x50, 0x01, (byte)abandoned], next.Bytes[^3..]);
        Assert.Equal("still", (await connection.ReadRootDseAsync(Token)).GetString("vendorName"));
    }

    [Fact]
    public async Task Where_nobody_waits_the_server_is_held_back_until_entries_are_taken()
    {
        const int Entries = 2000;
        int sent = 0;
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            for (int i = 0; i < Entries; i++)
            {
                await session.SendAsync(Entry(request.Id, i));
                Volatile.Write(ref sent, i + 1);
            }

            await session.SendAsync(Done(request.Id));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ReadAhead = EntrySize * 5 });
        int count = 0;
        int ahead = 0;
        await foreach (LdapEntry entry in connection.SearchAsync(Search, Token))
        {
            if (count++ == 0)
            {
                for (int before = -1; before != Volatile.Read(ref sent);)
                {
                    before = Volatile.Read(ref sent);
                    await Task.Delay(500, Token);
                }

                ahead = Volatile.Read(ref sent);
            }
        }

        Assert.Equal(Entries, count);

        // What the sockets of both sides hold comes on top.
        Assert.InRange(ahead * (long)EntrySize, EntrySize * 5, 50_000_000);
    }

    [Fact]
    public async Task Many_searches_go_through_one_connection_and_each_gets_its_own()
    {
        await using FakeLdapServer server = new(async session =>
        {
            List<int> open = [];
            for (int i = 0; i < 20; i++)
            {
                open.Add((await session.ReadAsync()).Id);
            }

            for (int i = 0; i < 50; i++)
            {
                foreach (int id in open)
                {
                    await session.SendAsync(LdapBytes.Entry(id, $"cn={id}-{i},dc=x"));
                }
            }

            foreach (int id in Enumerable.Reverse(open))
            {
                await session.SendAsync(Done(id));
            }

            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        string[][] found = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await connection.SearchAsync(Search, Token).Select(entry => entry.Dn).ToArrayAsync(Token)));
        Assert.All(found, names =>
        {
            string id = names[0][3..names[0].IndexOf('-', StringComparison.Ordinal)];
            Assert.Equal(Enumerable.Range(0, 50).Select(i => $"cn={id}-{i},dc=x"), names);
        });
        Assert.Equal(20, found.Select(names => names[0]).Distinct().Count());
    }

    [Fact]
    public async Task A_search_that_is_left_early_is_abandoned()
    {
        TaskCompletionSource<(int Searched, FakeLdapRequest Next)> seen = new();
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(Entry(request.Id, 0), Entry(request.Id, 1));
            seen.SetResult((request.Id, await session.ReadAsync()));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        Assert.Equal("cn=0,dc=x", (await connection.SearchAsync(Search, Token).FirstAsync(Token)).Dn);
        (int searched, FakeLdapRequest next) = await seen.Task.WaitAsync(Token);
        Assert.Equal([0x50, 0x01, (byte)searched], next.Bytes[^3..]);
    }

    private static byte[] Entry(int id, int number) => LdapBytes.Entry(id, $"cn={number},dc=x", ("description", [s_value]));

    private static byte[] Done(int id) => LdapBytes.Result(id, LdapBytes.SearchDone);
}
