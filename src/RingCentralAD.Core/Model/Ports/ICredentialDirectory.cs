using System.Security;

namespace RingCentralAD.Core.Model;

/// <summary>A directory that people's passwords are checked against. The account of the registration reads; binds are the people's own.</summary>
public interface ICredentialDirectory : IAsyncDisposable
{
    /// <summary>Whether this is the domain that <c>DOMAIN\name</c> means: its NetBIOS name or its DNS name, regardless of case.</summary>
    bool IsCalled(string domain);

    /// <summary>The keys of the entries that have this user principal name, sAMAccountName or uid, by the directory's own index.</summary>
    /// <exception cref="RingCentralAdException">The directory cannot be asked.</exception>
    Task<IReadOnlyList<string>> FindKeysAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The account with this key, as it is now; null where there is none.</summary>
    /// <exception cref="RingCentralAdException">The directory cannot be asked.</exception>
    Task<DirectoryAccount?> ReadAccountAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>After how many wrong passwords the directory locks this account; null where it never does, or does not say.</summary>
    /// <param name="policy">The account's own policy; null for the domain's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<LockoutRule?> ReadLockoutAsync(string? policy, CancellationToken cancellationToken = default);

    /// <summary>Binds by name and password under TLS on a connection of its own. An empty password never reaches the wire.</summary>
    /// <exception cref="RingCentralAdException">No server could be asked (Unavailable, Security); AdTimeout and AdConnectionLost: perhaps it was.</exception>
    Task<BindAnswer> BindAsync(string dn, SecureString password, CancellationToken cancellationToken = default);

    /// <summary>The name of an entry that does not exist: who binds as nobody takes the same way.</summary>
    string NobodyDn();
}

/// <summary>What an account's entry says of signing in, read by the account of the registration.</summary>
public sealed record DirectoryAccount
{
    /// <summary>The distinguished name as it is now.</summary>
    public required string Dn { get; init; }

    /// <summary>The account is disabled.</summary>
    public bool Disabled { get; init; }

    /// <summary>The account is locked after wrong passwords.</summary>
    public bool Locked { get; init; }

    /// <summary>The password must be changed at the first sign-in.</summary>
    public bool MustChange { get; init; }

    /// <summary>The password has expired.</summary>
    public bool PasswordExpired { get; init; }

    /// <summary>When the account ends; null for never.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>How many wrong passwords the server that was asked has counted, from wherever.</summary>
    public int WrongPasswords { get; init; }

    /// <summary>When each of them was, where the directory tells; empty where it tells of the last one alone, or of none.</summary>
    public IReadOnlyList<DateTimeOffset> WrongPasswordTimes { get; init; } = [];

    /// <summary>When the last of them was; null where there was none, or where that is not told.</summary>
    public DateTimeOffset? LastWrongPassword { get; init; }

    /// <summary>The distinguished name of the account's own password policy; null for the domain's.</summary>
    public string? Policy { get; init; }
}

/// <summary>When a directory locks an account.</summary>
/// <param name="Threshold">With so many wrong passwords.</param>
/// <param name="Window">No two of which are further apart.</param>
public sealed record LockoutRule(int Threshold, TimeSpan Window)
{
    /// <summary>The window of a directory in which wrong passwords count until the right one comes.</summary>
    public static TimeSpan ForEver { get; } = TimeSpan.FromDays(365);
}

/// <summary>How a server answered a bind.</summary>
/// <param name="Right">The bind succeeded.</param>
/// <param name="Code">The result code (RFC 4511, appendix A).</param>
/// <param name="SubCode">Active Directory's reason within code 49 in lower-case hex, such as <c>52e</c>; null where it gave none.</param>
/// <param name="Words">The server's own words, or empty.</param>
public sealed record BindAnswer(bool Right, int Code = 0, string? SubCode = null, string Words = "")
{
    /// <summary>What a password policy says of it (draft-behera-ldap-password-policy, 6.2): 0 expired, 1 locked, 2 to be changed first; null where it says nothing.</summary>
    public int? Policy { get; init; }
}
