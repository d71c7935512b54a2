using System.Net;
using System.Security;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>Secrets by their places: read from each, refused where others can read them, and in no error's text.</summary>
public sealed class SecretPlacesTests : IDisposable
{
    private const string Secret = "s3cret-of-the-test";
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-secret-").FullName;
    private readonly List<(string Vault, string Name)> _asked = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_vault_is_asked_by_its_name_and_the_secrets()
    {
        Assert.Equal(Secret, await ReadAsync("vault:RingCentral/jwt"));
        Assert.Equal(Secret, await ReadAsync("VAULT:jwt"));
        Assert.Equal(Secret, await ReadAsync("vault:Team/ring/central"));
        Assert.Equal([("RingCentral", "jwt"), ("", "jwt"), ("Team", "ring/central")], _asked);
        Assert.Equal("SecretNotFound", (await FailAsync("vault:RingCentral/none")).ErrorId);
    }

    [Theory]
    [InlineData(Secret)]
    [InlineData(Secret + "\n")]
    [InlineData(Secret + "\r\n")]
    [InlineData("\uFEFF" + Secret + "\n\n")]
    public async Task A_file_gives_what_is_in_it_without_the_line_end(string content) => Assert.Equal(Secret, await ReadAsync($"file:{Write("jwt", content)}"));

    [Fact]
    public async Task Blanks_and_other_letters_are_part_of_it()
    {
        string content = " påss wörd € 🔑 ";
        Assert.Equal(content, await ReadAsync($"file:{Write("jwt", content + "\n")}"));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task A_file_that_others_can_read_is_refused_with_what_closes_it(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are Unix's; Windows has access lists.");
        string path = Write("jwt", Secret);
        SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
        RingCentralAdException error = await FailAsync($"file:{path}");
        Assert.Equal(("SecretFileOpen", ErrorKind.Security), (error.ErrorId, error.Kind));
        Assert.StartsWith($"Close it with: chmod 600 '{path}'.", error.Remedy, StringComparison.Ordinal);
        SetMode(path, UnixFileMode.UserRead);
        Assert.Equal(Secret, await ReadAsync($"file:{path}"));
    }

    [Theory]
    [InlineData("file:/etc/sso.pass", true)]
    [InlineData("ENV:SSO", true)]
    [InlineData("credential:sso", true)]
    [InlineData(null, true)]
    [InlineData("vault:Team/sso", false)]
    [InlineData("file:", false)]
    [InlineData(Secret, false)]
    public void A_service_takes_the_places_that_it_can_read_and_a_secret_is_not_repeated(string? place, bool taken)
    {
        RingCentralAdException? error = Record.Exception(() => SecretPlaces.CheckUnattended(place, "-CertificatePasswordFrom")) as RingCentralAdException;
        Assert.Equal(taken ? null : "SecretPlaceInvalid", error?.ErrorId);
        Assert.DoesNotContain(Secret, $"{error?.Message}{error?.Remedy}{error?.Target}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_systemd_credential_is_read_from_the_units_folder()
    {
        string before = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") ?? "";
        try
        {
            Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", null);
            Assert.Equal("SecretNotFound", (await FailAsync("credential:jwt")).ErrorId);
            Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", _folder);
            string path = Write("jwt", Secret);
            Assert.Equal(Secret, await ReadAsync("credential:jwt"));
            if (!OperatingSystem.IsWindows())
            {
                // The access list by which systemd gives it to the service's account shows as a right of the group.
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
                Assert.Equal(Secret, await ReadAsync("credential:jwt"));
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
                Assert.Equal("SecretFileOpen", (await FailAsync("credential:jwt")).ErrorId);
            }

            Assert.Equal("SecretPlaceInvalid", (await FailAsync($"credential:../{Path.GetFileName(_folder)}/jwt")).ErrorId);
            Assert.Equal("SecretPlaceInvalid", (await FailAsync("credential:..")).ErrorId);
        }
        finally
        {
            Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", before.Length == 0 ? null : before);
        }
    }

    [Fact]
    public async Task The_environment_is_read_by_name()
    {
        Environment.SetEnvironmentVariable("RCAD_SECRET_PLACES_TEST", Secret);
        Assert.Equal(Secret, await ReadAsync("env:RCAD_SECRET_PLACES_TEST"));
        Environment.SetEnvironmentVariable("RCAD_SECRET_PLACES_TEST", null);
        Assert.Equal("SecretNotFound", (await FailAsync("env:RCAD_SECRET_PLACES_TEST")).ErrorId);
    }

    [Theory]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.x.y")]
    [InlineData(Secret)]
    [InlineData("plain:" + Secret)]
    public async Task A_secret_where_a_place_belongs_is_refused_without_being_shown(string text)
    {
        RingCentralAdException error = await FailAsync(text);
        Assert.Equal("SecretPlaceInvalid", error.ErrorId);
        Assert.DoesNotContain(text, $"{error} {error.Remedy} {error.Target}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_or_empty_is_named_by_its_place()
    {
        string none = Path.Combine(_folder, "none");
        RingCentralAdException error = await FailAsync($"file:{none}");
        Assert.Equal(("SecretNotFound", $"There is no secret at file:{none}."), (error.ErrorId, error.Message));
        Assert.Equal("SecretNotFound", (await FailAsync($"file:{Write("empty", "\n")}")).ErrorId);
        Assert.Equal("SecretNotFound", (await FailAsync($"file:{_folder}")).ErrorId);
    }

    [Fact]
    public void A_file_is_kept_by_its_whole_path()
    {
        Assert.Equal("file:/etc/sync/jwt", SecretPlaces.Absolute("file:./jwt", path => Path.GetFullPath(path, "/etc/sync")));
        Assert.Equal("file:/etc/sync/jwt", SecretPlaces.Absolute("FILE:jwt", path => Path.GetFullPath(path, "/etc/sync")));
        Assert.Equal("vault:a/b", SecretPlaces.Absolute("vault:a/b", _ => throw new InvalidOperationException()));
        Assert.Null(SecretPlaces.Absolute(null, path => path));
    }

    [Theory]
    [InlineData("credential:x:/etc/shadow")]
    [InlineData("CREDENTIAL:jwt\nExecStartPre=/bin/false")]
    [InlineData("credential:jwt\n")]
    [InlineData("credential:a b")]
    [InlineData("credential:a/b")]
    [InlineData("credential:%n")]
    [InlineData("credential:.")]
    [InlineData("credential:")]
    public void A_credentials_name_that_is_none_is_refused_when_it_is_set(string place)
    {
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => SecretPlaces.Absolute(place, path => path));
        Assert.Equal(("SecretPlaceInvalid", false), (error.ErrorId, error.Message.Any(char.IsControl)));
        Assert.Equal("credential:rc_jwt-2.txt", SecretPlaces.Absolute("credential:rc_jwt-2.txt", path => path));
        Assert.False(SecretPlaces.IsPlace(place));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private async Task<string> ReadAsync(string place)
    {
        using SecureString secret = await Source().GetAsync(place, Stop);
        Assert.True(secret.IsReadOnly());
        return new NetworkCredential("", secret).Password;
    }

    private async Task<RingCentralAdException> FailAsync(string place)
    {
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => Source().GetAsync(place, Stop));
        Assert.DoesNotContain(Secret, place == Secret || place.EndsWith(Secret, StringComparison.Ordinal) ? "" : $"{error} {error.Remedy}", StringComparison.Ordinal);
        return error;
    }

    private SecretPlaces Source() => new((vault, name) =>
    {
        _asked.Add((vault, name));
        return name == "none" ? null : new NetworkCredential("", Secret).SecurePassword is { } secret ? ReadOnly(secret) : null;
    });

    private static SecureString ReadOnly(SecureString secret)
    {
        secret.MakeReadOnly();
        return secret;
    }
}
