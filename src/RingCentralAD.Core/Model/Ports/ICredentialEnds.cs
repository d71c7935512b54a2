namespace RingCentralAD.Core.Model;

/// <summary>A session that can tell when what it signed in with ends.</summary>
public interface ICredentialEnds
{
    /// <summary>The ends that are known; one that never ends is not among them.</summary>
    Task<IReadOnlyList<CredentialEnd>> ReadEndsAsync(CancellationToken cancellationToken = default);
}

/// <summary>When a credential ends.</summary>
/// <param name="Topic">A certificate, a JWT or a password.</param>
/// <param name="SystemId">The system that it is for.</param>
/// <param name="Name">What it is, for people.</param>
/// <param name="At">When.</param>
public sealed record CredentialEnd(HealthTopic Topic, string SystemId, string Name, DateTimeOffset At)
{
    /// <summary>It is the certificate of one server of the system, which may have others.</summary>
    public bool OfServer { get; init; }
}
