using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Running;

/// <summary>Holds rules on extensions that no sync touches to what can fit one: a rule that fits none protects nothing.</summary>
public static class ExclusionChecks
{
    /// <summary>Refuses what is no number, no number with wildcards and no range: throws <c>ExclusionInvalid</c>.</summary>
    public static void CheckNumbers(IEnumerable<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        foreach (string number in numbers)
        {
            if (ExclusionRules.Range(number) is var (from, to) && from > to)
            {
                throw Invalid($"The range '{number}' ends before it begins.", $"Write {to}-{from}.", number);
            }

            if (ExclusionRules.Range(number) is null && (number.Length == 0 || !number.All(static digit => char.IsAsciiDigit(digit) || digit is '*' or '?')))
            {
                throw Invalid($"'{number}' is no extension number.", "Write a number, one with wildcards such as 70*, or a range such as 7000-7099.", number);
            }
        }
    }

    /// <summary>Refuses a type that RingCentral does not have: throws <c>ExclusionInvalid</c>.</summary>
    public static void CheckTypes(IEnumerable<string> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        if (types.FirstOrDefault(type => !AccountFacts.Types.Contains(type, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw Invalid(
                $"RingCentral has no type '{unknown}' of extension.",
                $"{Nearest.Question(unknown, AccountFacts.Types)}Use one of {string.Join(", ", AccountFacts.Types.Order(StringComparer.Ordinal))}.", unknown);
        }
    }

    /// <summary>
    /// The rules that were not there before and fit no extension that the hub knows; none where it never listed the account. It knows those of people
    /// alone, without Limited and Unassigned ones.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FindIdleAsync(IHubReader hub, ExclusionRules before, ExclusionRules rules, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(rules);
        List<(string Rule, ExclusionRules Alone)> idle =
        [
            .. rules.Names.Except(before.Names).Select(static rule => (rule, new ExclusionRules { Names = [rule] })),
            .. rules.Sites.Except(before.Sites).Select(static rule => (rule, new ExclusionRules { Sites = [rule] })),
            .. rules.Numbers.Except(before.Numbers).Select(static rule => (rule, new ExclusionRules { Numbers = [rule] })),
            .. rules.Types.Except(before.Types).Where(static rule => !rule.Equals(ExclusionRules.Limited, StringComparison.OrdinalIgnoreCase)).Select(static rule => (rule, new ExclusionRules { Types = [rule] })),
        ];
        if (idle.Count == 0 || await hub.FindSettingAsync<AccountStock>(cancellationToken).ConfigureAwait(false) is null)
        {
            return [];
        }

        Filter<AppUser> known = new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, AppUserState.Present);
        await foreach (AppUser extension in hub.ReadAsync(known, cancellationToken).ConfigureAwait(false))
        {
            idle.RemoveAll(rule => rule.Alone.Why(extension) is not null);
            if (idle.Count == 0)
            {
                break;
            }
        }

        return [.. idle.Select(static rule => rule.Rule)];
    }

    private static RingCentralAdException Invalid(string message, string remedy, string rule) => new("ExclusionInvalid", ErrorKind.InvalidInput, message, remedy, rule);
}
