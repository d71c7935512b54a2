using System.Security;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Fetches secrets from files that only their owner can read (<c>file:PATH</c>), the environment (<c>env:NAME</c>), systemd credentials
/// (<c>credential:NAME</c>), and vaults (<c>vault:VAULT/SECRET</c>) by whoever can ask one.
/// </summary>
public sealed class SecretPlaces : ISecretSource
{
    private readonly Func<string, string, SecureString?> _vault;

    /// <summary>Makes the source.</summary>
    /// <param name="vault">Asks a SecretManagement vault: its name (empty for the default one), the secret's name; null where it has none.</param>
    public SecretPlaces(Func<string, string, SecureString?> vault) => _vault = vault;

    /// <summary>Whether a text names a place of a known kind.</summary>
    public static bool IsPlace(string? text) => text is not null && ((string[])["vault:", "file:", "env:", "credential:"]).Any(kind => text.StartsWith(kind, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc />
    public async Task<SecureString> GetAsync(string place, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(place);
        int colon = place.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? "" : place[..colon].ToLowerInvariant();
        string name = place[(colon + 1)..];
        SecureString? secret = kind switch
        {
            "env" => Protect(Environment.GetEnvironmentVariable(name)),
            "file" => await FromFileAsync(name, place, cancellationToken).ConfigureAwait(false),
            "credential" => await FromFileAsync(CredentialFile(name, place), place, cancellationToken).ConfigureAwait(false),
            "vault" => FromVault(name),
            _ => throw new RingCentralAdException(
                "SecretPlaceInvalid", ErrorKind.InvalidInput, "A secret's place begins with vault:, file:, env: or credential:.",
                "Write for example vault:RingCentral/jwt or file:/etc/ringcentralad/jwt."),
        };
        return secret ?? throw Missing(place);
    }

    private SecureString? FromVault(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? _vault("", name) : _vault(name[..slash], name[(slash + 1)..]);
    }

    private static async Task<SecureString?> FromFileAsync(string path, string place, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
            if ((File.GetUnixFileMode(path) & others) != 0)
            {
                throw new RingCentralAdException(
                    "SecretFileOpen", ErrorKind.Security, $"The file of {place} can be read by others than its owner.", $"chmod 600 '{path}'", path);
            }
        }

        byte[] bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        char[] text = Encoding.UTF8.GetChars(bytes);
        Array.Clear(bytes);
        SecureString secret = new();
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim("\uFEFF\r\n");
        foreach (char c in trimmed)
        {
            secret.AppendChar(c);
        }

        Array.Clear(text);
        secret.MakeReadOnly();
        return secret.Length == 0 ? null : secret;
    }

    private static string CredentialFile(string name, string place) =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder && name.IndexOfAny(['/', '\\']) < 0
            ? Path.Combine(folder, name)
            : throw Missing(place);

    private static SecureString? Protect(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        SecureString secret = new();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }

    private static RingCentralAdException Missing(string place) => new(
        "SecretNotFound", ErrorKind.Security, $"There is no secret at {place}.", "Put it there, or name another place: vault:, file:, env: or credential:.", place);
}
