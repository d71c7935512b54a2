using System.Text;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Faults;

/// <summary>Pieces as Active Directory cuts them, which Samba does not, and pieces that make no whole.</summary>
public sealed class RangeFaultTests : FakeTests
{
    [Fact]
    public async Task Pieces_are_put_together()
        => Assert.Equal(["a", "b", "c", "d", "e"], await ReadAsync(("member;range=0-1", ["a", "b"]), ("Member;Range=2-3", ["c", "d"]), ("member;range=4-*", ["e"])));

    [Fact]
    public async Task An_empty_last_piece_ends_the_values()
        => Assert.Equal(["a", "b"], await ReadAsync(("member;range=0-1", ["a", "b"]), ("member;range=2-*", [])));

    [Theory]
    [InlineData("member;range=0-2")]
    [InlineData("member;range=1-2")]
    [InlineData("member;range=0-x")]
    [InlineData("member;range=0")]
    [InlineData("member;range=-1-*")]
    public async Task A_piece_that_does_not_fit_is_an_error(string name)
        => Assert.Equal(LdapErrorKind.Protocol, (await Assert.ThrowsAsync<LdapException>(() => ReadAsync((name, ["a", "b"])))).Kind);

    [Fact]
    public async Task An_entry_that_is_not_shown_is_no_empty_group()
        => Assert.Equal(LdapErrorKind.NoSuchObject, (await Assert.ThrowsAsync<LdapException>(() => ReadAsync())).Kind);

    private static async Task<IEnumerable<string>> ReadAsync(params (string Name, string[] Values)[] pieces)
    {
        await using FakeLdapServer server = new(async session =>
        {
            foreach ((string, string[]) piece in pieces)
            {
                FakeLdapRequest request = await session.ReadAsync();
                await session.SendAsync(LdapBytes.Entry(request.Id, "cn=g", piece), LdapBytes.Result(request.Id, LdapBytes.SearchDone));
            }

            FakeLdapRequest last = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Result(last.Id, LdapBytes.SearchDone));
        });
        await using LdapConnection connection = await ConnectAsync(server);
        return (await connection.ReadAllValuesAsync("cn=g", "member", Token)).Select(Encoding.UTF8.GetString);
    }
}
