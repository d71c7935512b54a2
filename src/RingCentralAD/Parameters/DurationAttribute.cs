using System.Globalization;
using System.Management.Automation;

namespace RingCentralAD;

/// <summary>Takes a duration as people write it (15m, 1h, 2d, 0:15, 1.00:00), and says so of what is none. A number alone is refused: PowerShell takes it for ticks or days.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_clock = [@"h\:mm", @"hh\:mm", @"h\:mm\:ss", @"hh\:mm\:ss", @"d\.hh\:mm", @"d\.hh\:mm\:ss"];

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is TimeSpan given)
        {
            return given;
        }

        // As it was typed: PowerShell reads 15d and 15s as numbers.
        string text = LanguagePrimitives.ConvertTo<string>(inputData).Trim();
        return Read(text) ?? throw new ArgumentTransformationMetadataException(
            $"'{text}' is no duration. Give hours and minutes, such as 0:15 or 8:00; or 15m, 1h, 2d; or a [timespan].");
    }

    private static TimeSpan? Read(string text) =>
        text == "0" ? TimeSpan.Zero
        : TimeSpan.TryParseExact(text, s_clock, CultureInfo.InvariantCulture, out TimeSpan clock) ? clock
        : text.Length > 1 && Unit(text[^1]) is { } unit && ushort.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort count) ? count * unit
        : null;

    private static TimeSpan? Unit(char letter) => char.ToLowerInvariant(letter) switch
    {
        'd' => TimeSpan.FromDays(1),
        'h' => TimeSpan.FromHours(1),
        'm' => TimeSpan.FromMinutes(1),
        's' => TimeSpan.FromSeconds(1),
        _ => null,
    };
}
