using System.Globalization;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>When the server's certificate and the account's password end, beside what ldapsearch shows of a real domain controller.</summary>
[Collection(nameof(DomainFixture))]
public sealed class LdapCredentialEndsTests(DomainFixture domain)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reader@corp.example")]
    [InlineData("CORP\\reader")]
    public async Task They_are_read_for_the_account_that_signs_in(string account)
    {
        domain.Need();
        string shown = (await domain.SearchAsync("(sAMAccountName=reader)", "msDS-UserPasswordExpiryTimeComputed")).Values.Single().Text("msDS-UserPasswordExpiryTimeComputed")!;
        DateTimeOffset expected = DateTimeOffset.FromFileTime(long.Parse(shown, CultureInfo.InvariantCulture)).ToUniversalTime();
        await using LdapDirectory directory = await domain.OpenAsync(domain.Settings() with { UserName = account }, account, DomainFixture.ReaderPassword);

        IReadOnlyList<CredentialEnd> ends = await directory.ReadEndsAsync(Token);

        Assert.Equal([HealthTopic.CertificateExpires, HealthTopic.PasswordExpires], ends.Select(static end => end.Topic));
        Assert.All(ends, static end => Assert.Equal("d", end.SystemId));
        Assert.InRange(ends[0].At, TimeProvider.System.GetUtcNow().AddDays(150), TimeProvider.System.GetUtcNow().AddDays(3650));
        Assert.Equal($"The password of {account}", ends[1].Name);
        Assert.Equal(expected, ends[1].At);
        Assert.InRange(expected, TimeProvider.System.GetUtcNow().AddDays(1), TimeProvider.System.GetUtcNow().AddDays(100));
    }

    [Fact]
    public async Task A_client_certificate_is_looked_at_and_a_password_that_never_ends_is_none()
    {
        domain.Need();
        string folder = Directory.CreateTempSubdirectory("rcad-ends-").FullName;
        try
        {
            using TestAuthority authority = new();
            authority.WriteClientFiles(folder, "sync");
            Assert.InRange(CertificateFile.EndOf(Path.Combine(folder, "client.pem"))!.Value, TimeProvider.System.GetUtcNow().AddDays(199), TimeProvider.System.GetUtcNow().AddDays(201));
            Assert.Null(CertificateFile.EndOf(Path.Combine(folder, "none.pem")));
            await File.WriteAllTextAsync(Path.Combine(folder, "bad.pem"), "nothing", Token);
            Assert.Null(CertificateFile.EndOf(Path.Combine(folder, "bad.pem")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        (await domain.Samba.RunAsync("samba-tool", ["user", "setexpiry", "reader", "--noexpiry", "-H", Path.Combine(domain.Samba.Folder, "private", "sam.ldb")], cancellationToken: Token)).Success("samba-tool");
        try
        {
            await using LdapDirectory directory = await domain.OpenAsync(domain.Settings() with { UserName = DomainFixture.Reader }, DomainFixture.Reader, DomainFixture.ReaderPassword);
            Assert.DoesNotContain(await directory.ReadEndsAsync(Token), static end => end.Topic == HealthTopic.PasswordExpires);
        }
        finally
        {
            (await domain.Samba.RunAsync("samba-tool", ["user", "setexpiry", "reader", "--days=30", "-H", Path.Combine(domain.Samba.Folder, "private", "sam.ldb")], cancellationToken: Token)).Success("samba-tool");
        }
    }
}
