using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Chooses a person's direct number among the numbers of their extension: usage type DirectNumber, never a fax-only, company or
/// forwarded one; the primary first. A temporary number, or one whose port is pending, is none (the guide, "Porting old numbers").
/// </summary>
public static class DirectNumber
{
    /// <summary>The direct numbers among these, the primary one first.</summary>
    public static IEnumerable<PhoneNumber> Own(IEnumerable<PhoneNumber> numbers) => numbers
        .Where(number => number.UsageType == "DirectNumber" && number.Type != "FaxOnly")
        .OrderByDescending(number => number.Primary)
        .ThenBy(number => number.Number, StringComparer.Ordinal);

    /// <summary>The number to use, null where there is none to use, and what is known of it (<see cref="RingCentralNumbers"/>).</summary>
    public static (string? Number, string State) Choose(IEnumerable<PhoneNumber> numbers)
    {
        PhoneNumber[] own = [.. Own(numbers)];
        if (own.FirstOrDefault() is not { } chosen)
        {
            return (null, RingCentralNumbers.None);
        }

        if (chosen.Status == "Temporary" || own.Any(number => number.TemporaryNumber == chosen.Number))
        {
            return (null, RingCentralNumbers.Temporary);
        }

        return chosen.Status is null or "Normal" or "PortedIn"
            ? (chosen.Number, RingCentralNumbers.Final)
            : (null, RingCentralNumbers.Pending);
    }

    /// <summary>The app user with the numbers of its extension.</summary>
    public static AppUser Apply(AppUser extension, IEnumerable<PhoneNumber> numbers)
    {
        ArgumentNullException.ThrowIfNull(extension);
        (string? number, string state) = Choose(numbers);
        return extension with
        {
            Attributes = extension.Attributes.With([new("directNumber", number), new(RingCentralNumbers.StateAttribute, state)]),
        };
    }
}
