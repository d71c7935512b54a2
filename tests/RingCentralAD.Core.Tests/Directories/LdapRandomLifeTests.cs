using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>A random life of a real Active Directory domain (Samba), followed by DirSync and by uSNChanged side by side.</summary>
public sealed class LdapRandomLifeTests(ChangesFixture domain, ITestOutputHelper output) : IClassFixture<ChangesFixture>
{
    private static readonly string[] s_attributes = ["mail", "manager", "sAMAccountName", "displayName"];

    [Fact]
    public async Task Who_follows_a_random_life_holds_what_a_full_read_gives()
    {
        domain.Need();
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        RandomLife life = new(ChangesFixture.Root, seed);
        await using LdapDirectory bySync = await domain.OpenAsync(ChangeMethod.DirSync);
        await using LdapDirectory byNumber = await domain.OpenAsync(ChangeMethod.UsnChanged);
        DirectoryReplica synced = await DirectoryReplica.ReadAsync(bySync, s_attributes);
        DirectoryReplica numbered = await DirectoryReplica.ReadAsync(byNumber, s_attributes);
        for (int batch = 0; batch < 12; batch++)
        {
            await domain.ModifyAsync(life.Changes(5 + (batch * 4)));
            await synced.FollowAsync(bySync);
            await synced.MustEqualFullReadAsync(bySync);
            if (batch % 3 == 2)
            {
                await numbered.FollowAsync(byNumber);
                await numbered.MustEqualFullReadAsync(byNumber);
            }
        }
    }
}
