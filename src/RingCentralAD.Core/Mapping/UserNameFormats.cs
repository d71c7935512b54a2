using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>What makes the login of a directory's people: a known format, or an expression over appuser.</summary>
public static class UserNameFormats
{
    /// <summary>The formats that have a name.</summary>
    public static IReadOnlyList<string> Known { get; } = ["Email", "Upn", "SamAccountName"];

    /// <summary>The format as it is kept: a known one in any case, an expression as it is. Throws <c>UserNameFormatUnknown</c> for a name that is none.</summary>
    public static string Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string name = text.Trim();
        if (Known.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } format)
        {
            return format;
        }

        if (name.All(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '-'))
        {
            throw new RingCentralAdException(
                "UserNameFormatUnknown", ErrorKind.InvalidInput, $"'{text}' is no user name format.",
                $"{Nearest.Question(name, Known)}Use {string.Join(", ", Known)}, or an expression over appuser, such as appuser.employeeNumber.", text);
        }

        return text;
    }
}
