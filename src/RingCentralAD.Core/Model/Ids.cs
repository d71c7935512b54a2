namespace RingCentralAD.Core.Model;

/// <summary>Identifiers made by us: time-ordered, so that rows made together lie together.</summary>
public static class Ids
{
    /// <summary>The system id under which RingCentral's app users, masters and links are kept.</summary>
    public const string RingCentral = "RingCentral";

    /// <summary>The master name that stands for every connected directory.</summary>
    public const string ActiveDirectory = "ActiveDirectory";

    /// <summary>The master name that stands for the hub itself: the value is set by hand.</summary>
    public const string Hub = "Hub";

    /// <summary>The system id under which people are marked whose memberships by rule must be reckoned again.</summary>
    public const string GroupRules = "GroupRules";

    /// <summary>A new identifier: a version 7 UUID in lower case with hyphens.</summary>
    public static string New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Guid.CreateVersion7(time.GetUtcNow()).ToString("D");
    }
}
