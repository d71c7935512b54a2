using System.Collections.Frozen;

namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// All error codes that RingCentral has published, with what they mean and what to do, in our own words.
/// A code that is not here is shown as it came.
/// </summary>
public static partial class ErrorMeanings
{
    private static readonly FrozenDictionary<string, ErrorMeaning> s_byCode =
        Common().Concat(Accounts()).Concat(SignInCodes()).ToFrozenDictionary(meaning => meaning.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every known code.</summary>
    public static IReadOnlyCollection<ErrorMeaning> All => s_byCode.Values;

    /// <summary>The meaning of a code, or null where it is not known.</summary>
    public static ErrorMeaning? Find(string? code) => code is null ? null : s_byCode.GetValueOrDefault(code);
}
