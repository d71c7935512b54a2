using System.Security;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Fetches secrets from files that only their owner can read (<c>file:PATH</c>), the environment (<c>env:NAME</c>), systemd credentials
/// (<c>credential:NAME</c>), and vaults (<c>vault:VAULT/SECRET</c>) by whoever can ask one.
/// </summary>
public sealed class SecretPlaces : ISecretSource
{
    private static readonly string[] s_kinds = ["vault:", "file:", "env:", "credential:"];
    private static readonly string[] s_unattended = ["file:", "env:", "credential:"];
    private readonly Func<string, string, SecureString?> _vault;

    /// <summary>Makes the source.</summary>
    /// <param name="vault">Asks a SecretManagement vault: its name (empty for the default one), the secret's name; null where it has none.</param>
    public SecretPlaces(Func<string, string, SecureString?> vault) => _vault = vault;

    /// <summary>Whether a text names a place of a secret.</summary>
    internal static bool IsPlace(string text) =>
        s_kinds.Any(kind => text.StartsWith(kind, StringComparison.OrdinalIgnoreCase) && text.Length > kind.Length && (kind != "credential:" || CredentialName.IsValid(text[kind.Length..])));

    /// <summary>
    /// A place that means the same wherever it is read from: a file by its whole path. Throws <c>SecretPlaceInvalid</c> for what is none, before it is shown
    /// to anybody: it may be the secret itself.
    /// </summary>
    /// <param name="place">The place; null for none.</param>
    /// <param name="resolve">Makes a path of PowerShell's current location a path of the file system.</param>
    public static string? Absolute(string? place, Func<string, string> resolve)
    {
        ArgumentNullException.ThrowIfNull(resolve);
        CredentialName.Check(place);
        if (!string.IsNullOrEmpty(place) && !IsPlace(place))
        {
            throw NoPlace();
        }

        return place is not null && place.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && place.Length > 5 ? "file:" + resolve(place[5..]) : place;
    }

    /// <summary>Refuses what is no place that a service can read by itself: <c>SecretPlaceInvalid</c>. What was given is not repeated: it may be the secret itself.</summary>
    /// <param name="place">The place; null for none.</param>
    /// <param name="option">Which option it was given by.</param>
    public static void CheckUnattended(string? place, string option)
    {
        if (place is not null && !s_unattended.Any(kind => place.StartsWith(kind, StringComparison.OrdinalIgnoreCase) && place.Length > kind.Length))
        {
            throw new RingCentralAdException(
                "SecretPlaceInvalid", ErrorKind.InvalidInput, $"{option} names no place that a service can read by itself: it begins with file:, env: or credential:.",
                "Put the secret into a file that the service's account alone can read, and write file: and its path.");
        }
    }

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
            "file" => await SecretFile.ReadAsync(name, place, ofOwner: true, cancellationToken).ConfigureAwait(false),
            "credential" => await SecretFile.ReadAsync(CredentialFile(name, place), place, ofOwner: false, cancellationToken).ConfigureAwait(false),
            "vault" => FromVault(name),
            _ => throw NoPlace(),
        };
        return secret ?? throw Missing(place);
    }

    private SecureString? FromVault(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? _vault("", name) : _vault(name[..slash], name[(slash + 1)..]);
    }

    private static string CredentialFile(string name, string place)
    {
        CredentialName.Check(place);
        return Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder ? Path.Combine(folder, name) : throw Missing(place);
    }

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

    private static RingCentralAdException NoPlace() => new(
        "SecretPlaceInvalid", ErrorKind.InvalidInput, "A secret's place begins with vault:, file:, env: or credential:.",
        "Write for example vault:RingCentral/jwt or file:/etc/ringcentralad/jwt.");

    private static RingCentralAdException Missing(string place) => new(
        "SecretNotFound", ErrorKind.Security, $"There is no secret at {place}.", "Put it there, or name another place: vault:, file:, env: or credential:.", place);
}
