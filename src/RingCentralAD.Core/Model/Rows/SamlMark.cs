namespace RingCentralAD.Core.Model;

/// <summary>
/// What must not serve again, for all instances of the service: a request that was answered, a session that was ended, a logout that was carried out. Taken away after its time.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The hash of provider and message id, or the session's id.</param>
/// <param name="Until">From then on the thing is refused for its age alone.</param>
public sealed record SamlMark(SamlMarkKind Kind, string Id, DateTimeOffset Until) : IHubRow;

/// <summary>What a <see cref="SamlMark"/> is of.</summary>
public enum SamlMarkKind
{
    /// <summary>A request that was answered.</summary>
    Request,

    /// <summary>A session that was ended before its time.</summary>
    Session,

    /// <summary>A provider's logout request that was carried out.</summary>
    Logout,
}
