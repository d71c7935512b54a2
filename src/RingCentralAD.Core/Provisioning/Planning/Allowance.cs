using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// What RingCentral allows in each rate group, as a plan reckons with it. The published defaults (API.md, section 5: Light 50, Medium 40,
/// Heavy 10 a minute) stand where RingCentral has not said otherwise.
/// </summary>
internal sealed class Allowance(IReadOnlyList<RateAllowance> groups)
{
    public const string Light = "Light";
    public const string Medium = "Medium";
    public const string Heavy = "Heavy";

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    /// <summary>Requests a window.</summary>
    public int LimitOf(string group) => Math.Max(1, Find(group)?.Limit ?? group switch { Light => 50, Medium => 40, _ => 10 });

    /// <summary>Requests a minute.</summary>
    public double RateOf(string group) => LimitOf(group) / WindowOf(group).TotalMinutes;

    /// <summary>The least time that so many requests take: the first allowance goes out at once, and each later one a window after it.</summary>
    public TimeSpan TimeFor(string group, int requests) => WindowOf(group) * Math.Max(0, (requests - 1) / LimitOf(group));

    private TimeSpan WindowOf(string group) => Find(group) is { Window.Ticks: > 0 } found ? found.Window : s_window;

    private RateAllowance? Find(string group) => groups.FirstOrDefault(one => string.Equals(one.Group, group, StringComparison.OrdinalIgnoreCase));
}
