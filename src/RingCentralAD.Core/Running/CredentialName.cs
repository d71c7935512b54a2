using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Names of systemd's credentials (systemd.exec(5), LoadCredential=). They come out of the hub and stand in units that run as root: a name is letters,
/// digits, _, . and -, never a path, a second word or a line break.
/// </summary>
public static class CredentialName
{
    private const string Prefix = "credential:";
    private const int Longest = 255;

    /// <summary>The credentials that places of secrets name, each once; throws <c>SecretPlaceInvalid</c> for a name that is none.</summary>
    public static IReadOnlyList<string> Among(IEnumerable<string?> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        string[] ours = [.. places.OfType<string>().Where(IsPlace)];
        foreach (string place in ours)
        {
            Check(place);
        }

        return [.. ours.Select(static place => place[Prefix.Length..]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a text is a name.</summary>
    public static bool IsValid(string name) => name is { Length: > 0 and <= Longest } and not ("." or "..")
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    /// <summary>Throws <c>SecretPlaceInvalid</c> for a credential's place whose name is none; other places are let be.</summary>
    internal static void Check(string? place)
    {
        if (place is not null && IsPlace(place) && !IsValid(place[Prefix.Length..]))
        {
            throw new RingCentralAdException(
                "SecretPlaceInvalid", ErrorKind.InvalidInput, $"'{new string([.. place.Select(static c => char.IsControl(c) ? '?' : c)])}' names no credential of systemd.",
                "Write credential:NAME with the name of its file in /etc/credstore: letters, digits, _, . and - alone.");
        }
    }

    private static bool IsPlace(string place) => place.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
