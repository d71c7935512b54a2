using System.Net;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>A small Samba domain that is changed all the time, with Samba's own tools.</summary>
public sealed class ChangesFixture : IAsyncLifetime
{
    public const string ReaderPassword = "Re4der!lab-2026";

    private SambaServer? _samba;

    public SambaServer Samba => _samba ?? throw new InvalidOperationException(SambaServer.WhyNot);

    public static string Root => $"OU=Changing,{SambaServer.BaseDn}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (SambaServer.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true")
        {
            _samba = await SambaServer.StartAsync(SampleDomain.Ldif(60));
            string password = Convert.ToBase64String(Encoding.Unicode.GetBytes($"\"{ReaderPassword}\""));
            await ModifyAsync($"dn: {Root}\nchangetype: add\nobjectClass: organizationalUnit\n\n" +
                $"dn: CN=Reader,CN=Users,{SambaServer.BaseDn}\nchangetype: add\nobjectClass: user\nsAMAccountName: reader\nuserPrincipalName: reader@corp.example\nuserAccountControl: 512\nunicodePwd:: {password}\n\n");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_samba is not null)
        {
            await _samba.DisposeAsync();
        }
    }

    public void Need() => Assert.SkipWhen(_samba is null, SambaServer.WhyNot ?? "");

    /// <summary>The directory as the administrator, or as an ordinary account.</summary>
    public Task<LdapDirectory> OpenAsync(ChangeMethod? by = null, bool reader = false, string? server = null) => LdapDirectory.OpenAsync(
        "d", new DirectorySettings { Servers = [server ?? Samba.Address], CaCertificate = Samba.CaFile, ChangesBy = by },
        reader ? new NetworkCredential("reader@corp.example", ReaderPassword) : new NetworkCredential(SambaServer.Administrator, SambaServer.Password),
        TimeProvider.System, Stop);

    /// <summary>ldapmodify, also of what is deleted.</summary>
    public async Task ModifyAsync(string ldif)
    {
        string[] arguments = ["-x", "-H", $"ldaps://{Samba.Address}", "-D", SambaServer.AdministratorDn, "-w", SambaServer.Password, "-e", "!1.2.840.113556.1.4.417"];
        (await Samba.RunAsync("ldapmodify", arguments, ldif, Stop)).Success("ldapmodify");
    }

    /// <summary>The key of whatever has this name, by ldapsearch.</summary>
    public async Task<string> KeyAsync(string cn)
    {
        string text = await Samba.LdapSearchAsync($"(name={cn})", ["objectGUID"], Stop);
        using LdifReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "ldapsearch");
        return EntryKey.Of(reader.ReadAll().Single().ToEntry())!;
    }
}
