using System.Text.RegularExpressions;

namespace RingCentralAD.Simulator;

/// <summary>Forms of values.</summary>
internal static partial class Formats
{
    public static bool IsEmail(string text) => text.Length <= 254 && Email().IsMatch(text);

    public static bool IsE164(string text) => E164().IsMatch(text);

    public static bool IsTollFree(string e164) => TollFree().IsMatch(e164);

    public static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();

    [GeneratedRegex(@"^(\+18(00|33|44|55|66|77|88)|\+44(800|808)|\+49800|\+61(1800|1300))")]
    private static partial Regex TollFree();
}
