using System.Globalization;

namespace RingCentralAD.Core.RingCentral;

/// <summary>What an answer says of the rate limit (X-Rate-Limit-Group, -Limit, -Remaining, -Window).</summary>
internal sealed record RateHeaders(string Group, int Limit, int Remaining, TimeSpan Window)
{
    /// <summary>The headers, or null where they are missing or make no sense.</summary>
    public static RateHeaders? Read(Func<string, string?> header) =>
        header("X-Rate-Limit-Group") is { Length: > 0 } group
        && Number(header("X-Rate-Limit-Limit")) is int limit and > 0
        && Number(header("X-Rate-Limit-Remaining")) is int remaining
        && Number(header("X-Rate-Limit-Window")) is int window and > 0
            ? new RateHeaders(group.Trim(), limit, remaining, TimeSpan.FromSeconds(window))
            : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int value) ? value : null;
}
