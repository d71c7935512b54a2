using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Faults;

/// <summary>A server that answers faster than its entries are taken does not fill the memory, and nobody else waits for the slow one.</summary>
public sealed class SlowTakerTests : FakeTests
{
    private const int Entries = 20_000;

    [Fact]
    public async Task Entries_wait_at_the_server_until_there_is_room_and_others_are_answered_meanwhile()
    {
        int sent = 0;
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest many = await session.ReadAsync();
            Task sending = SendAsync(session, many.Id, () => Interlocked.Increment(ref sent));
            FakeLdapRequest other = await session.ReadAsync();
            await sending;
            await session.SendAsync(LdapBytes.Entry(other.Id, "cn=other,dc=x"), LdapBytes.Result(other.Id, LdapBytes.SearchDone));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        await using IAsyncEnumerator<LdapEntry> slow = connection.SearchAsync(Search, Token).GetAsyncEnumerator(Token);
        Assert.True(await slow.MoveNextAsync());

        // The server sends until what lies on the way is full; then nothing moves any more.
        int before = -1;
        while (before != Volatile.Read(ref sent))
        {
            before = Volatile.Read(ref sent);
            await Task.Delay(500, Token);
        }

        Assert.True(before < Entries, $"all {before} entries were taken from the server though only one was wanted so far");

        // What the other one waits for comes after all of them.
        Assert.Equal(["cn=other,dc=x"], await connection.SearchAsync(Search, Token).Select(entry => entry.Dn).ToListAsync(Token));
        int taken = 1;
        while (await slow.MoveNextAsync())
        {
            taken++;
        }

        Assert.Equal(Entries, taken);
    }

    private static async Task SendAsync(FakeLdapSession session, int id, Action count)
    {
        string value = new('x', 2000);
        for (int i = 0; i < Entries; i++)
        {
            await session.SendAsync(LdapBytes.Entry(id, $"cn={i},dc=x", ("description", [value])));
            count();
        }

        await session.SendAsync(LdapBytes.Result(id, LdapBytes.SearchDone));
    }
}
