namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// RingCentral's rate-limit groups. Compared without regard to case, and no closed set: an answer may name another one.
/// Source: RingCentral's guide, "Rate limits".
/// </summary>
public static class RateGroups
{
    /// <summary>50 a minute unless RingCentral says otherwise.</summary>
    public const string Light = "Light";

    /// <summary>40 a minute unless RingCentral says otherwise.</summary>
    public const string Medium = "Medium";

    /// <summary>10 a minute unless RingCentral says otherwise.</summary>
    public const string Heavy = "Heavy";

    /// <summary>5 a minute unless RingCentral says otherwise: signing in and out.</summary>
    public const string Auth = "Auth";

    internal static TimeSpan DefaultWindow { get; } = TimeSpan.FromSeconds(60);

    internal static int DefaultLimit(string group) =>
        Is(group, Light) ? 50 : Is(group, Medium) ? 40 : Is(group, Auth) ? 5 : 10;

    internal static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
