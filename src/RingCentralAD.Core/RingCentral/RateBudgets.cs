using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// The budgets of all groups for one server, app and user: RingCentral counts per user and app, so every connection of the
/// process to the same three shares them, and they outlive a connection.
/// </summary>
internal sealed class RateBudgets
{
    // Per clock, so that a test with a clock of its own shares nothing with another one.
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, RateBudgets>> s_all = [];

    private readonly ConcurrentDictionary<string, RateBudget> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _learned = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    private RateBudgets(TimeProvider time)
    {
        _time = time;
        foreach (string group in (string[])[RateGroups.Light, RateGroups.Medium, RateGroups.Heavy, RateGroups.Auth])
        {
            _groups[group] = new RateBudget(group, time);
        }
    }

    public IReadOnlyList<RequestBudget> Snapshot =>
        [.. _groups.Values.Select(budget => budget.Snapshot()).OrderBy(budget => budget.Group, StringComparer.Ordinal)];

    /// <summary>The budgets of whoever this key names (server, client id and user).</summary>
    public static RateBudgets Of(string key, TimeProvider time) =>
        s_all.GetValue(time, _ => new ConcurrentDictionary<string, RateBudgets>(StringComparer.Ordinal))
            .GetOrAdd(key, _ => new RateBudgets(time));

    /// <summary>The budget that a call draws on: the group RingCentral named for it last, else the documented one.</summary>
    public RateBudget For(string call, string documented) => Group(_learned.GetValueOrDefault(call, documented));

    /// <summary>Settles a request that was sent: where RingCentral counted it, and what it said of the allowance.</summary>
    public RateBudget Settle(string call, RateBudget drawn, RatePlace place, RateHeaders? headers, bool refused)
    {
        if (headers is null || RateGroups.Is(headers.Group, drawn.Group))
        {
            drawn.Used(place, headers, refused);
            return drawn;
        }

        RateBudget counted = Group(headers.Group);
        _learned[call] = headers.Group;
        drawn.Unused();
        counted.Adopt(place, headers, refused);
        return counted;
    }

    /// <summary>A limit that is not a group's (account, address, service): everything waits.</summary>
    public void BlockAll(TimeSpan? wait)
    {
        foreach (RateBudget budget in _groups.Values)
        {
            budget.Block(wait);
        }
    }

    private RateBudget Group(string name) => _groups.GetOrAdd(name, group => new RateBudget(group, _time));
}
