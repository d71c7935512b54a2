namespace RingCentralAD.Core.Model;

/// <summary>Whether a person's AD credentials would open RingCentral, and if not, why.</summary>
public sealed record AdCredentialResult
{
    /// <summary>The person; what was given where nobody was found.</summary>
    public required string Person { get; init; }

    /// <summary>The hub user; null where nobody was found.</summary>
    public string? HubUserId { get; init; }

    /// <summary>The directory that was asked; null where none was.</summary>
    public string? Directory { get; init; }

    /// <summary>How the check ended.</summary>
    public required CredentialOutcome Outcome { get; init; }

    /// <summary>The directory has shown that the password is right; false where it is wrong, or where nobody can tell.</summary>
    public bool Valid { get; init; }

    /// <summary>The person could sign in.</summary>
    public bool CanSignIn => Outcome == CredentialOutcome.Ok;

    /// <summary>Why not; null where the person can.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it; null where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>When to try again, where too many wrong passwords were tried.</summary>
    public DateTimeOffset? After { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Person}: {Outcome}";
}
