namespace RingCentralAD.Core.Model;

/// <summary>Checks what somebody typed to sign in against Active Directory, as the guide's delegated authentication does.</summary>
public interface ICredentialCheck
{
    /// <summary>
    /// Binds as the person whose name was typed. Never throws for what the person did wrong; a directory that cannot be asked is an outcome too.
    /// Whoever shows the answer to a stranger shows <see cref="CredentialAnswer.IsTold"/> ones only.
    /// </summary>
    Task<CredentialAnswer> CheckAsync(CredentialAttempt attempt, CancellationToken cancellationToken = default);
}

/// <summary>One try to sign in.</summary>
/// <param name="Name">What was typed: mail, UPN, sAMAccountName, or DOMAIN\name.</param>
/// <param name="Password">The password; in memory for this check alone.</param>
public sealed record CredentialAttempt(string Name, string Password)
{
    /// <summary>The address of the browser; null where an administrator checks.</summary>
    public string? Address { get; init; }

    /// <summary>What the browser brought to show that this person signed in from it before; null where it brought nothing.</summary>
    public string? DeviceMark { get; init; }

    /// <summary>The name alone: a password is never part of a text.</summary>
    public override string ToString() => nameof(CredentialAttempt);
}

/// <summary>What came of one try.</summary>
/// <param name="Outcome">How it went.</param>
public sealed record CredentialAnswer(CredentialOutcome Outcome)
{
    /// <summary>The hub user, where the name is one person's; set for a wrong password too, for the audit.</summary>
    public string? HubUserId { get; init; }

    /// <summary>In plain words why not, for an administrator; null for <see cref="CredentialOutcome.Ok"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>When to try again, where a limit was met or AD says so.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>The mark for this person's browser after <see cref="CredentialOutcome.Ok"/>; null elsewhere.</summary>
    public string? DeviceMark { get; init; }

    /// <summary>
    /// A stranger may see this outcome: the password was right (or no password is asked for). All others look alike outside:
    /// "The name or the password is not right."
    /// </summary>
    public bool IsTold { get; init; }
}
