using System.Formats.Asn1;
using System.Text.RegularExpressions;

namespace RingCentralAD.Ldap.Protocol;

/// <summary>What result codes mean (RFC 4511, appendix A) and Active Directory's reasons within code 49.</summary>
internal static partial class LdapResultCodes
{
    public const int Success = 0;
    public const int CompareFalse = 5;
    public const int CompareTrue = 6;
    public const int StrongerAuthRequired = 8;
    public const int SaslBindInProgress = 14;
    public const int UnwillingToPerform = 53;

    public static LdapException ToException(LdapResult result, string what, string server)
    {
        (LdapErrorKind kind, string meaning) = Meaning(result.Code);
        string diagnostic = result.Diagnostic.TrimEnd('\0', '\n', ' ');
        string? subCode = result.Code == 49 && DataCode().Match(diagnostic) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : null;
        string reason = subCode is null ? meaning : AdReason(subCode) ?? meaning;
        string words = diagnostic.Length == 0 ? "" : $" The server says: {diagnostic}";
        return new(kind, $"{what} on {server}: {reason} ({result.Code}).{words}")
        {
            ResultCode = result.Code,
            MatchedDn = result.MatchedDn,
            Diagnostic = diagnostic,
            AdSubCode = subCode,
            PasswordPolicyError = PolicyError(result),
            Referrals = result.Referrals,
            Server = server,
        };
    }

    /// <summary>What a password policy says of a bind; null where it says nothing that can be read.</summary>
    public static int? PolicyError(LdapResult result)
    {
        try
        {
            return result.Control(LdapControl.PasswordPolicyOid)?.ReadPasswordPolicyError();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The server's notice of disconnection (RFC 4511, 4.4.1).</summary>
    public static LdapException ToDisconnection(LdapResult notice, string server)
    {
        LdapException why = ToException(notice, "The connection was closed by the server", server);
        return new(LdapErrorKind.ConnectionLost, why.Message) { ResultCode = notice.Code, Diagnostic = why.Diagnostic, Server = server };
    }

    private static (LdapErrorKind Kind, string Meaning) Meaning(int code) => code switch
    {
        2 => (LdapErrorKind.Protocol, "the server takes the request for malformed"),
        3 => (LdapErrorKind.TimeLimit, "the server's time limit was reached; the result is incomplete"),
        4 => (LdapErrorKind.SizeLimit, "the size limit was reached; the result is incomplete, read it in pages"),
        7 => (LdapErrorKind.StrongAuthRequired, "this way of binding is not supported"),
        8 or 13 => (LdapErrorKind.StrongAuthRequired, "the server wants TLS or a sealed bind"),
        10 => (LdapErrorKind.Referral, "the entry is held by another server"),
        11 => (LdapErrorKind.SizeLimit, "an administrative limit was reached; the result is incomplete"),
        12 => (LdapErrorKind.Other, "the server does not know a control that the request needs"),
        16 => (LdapErrorKind.NoSuchAttribute, "the attribute or value is not there"),
        18 => (LdapErrorKind.InvalidFilter, "the filter does not fit the attribute"),
        19 => (LdapErrorKind.ConstraintViolation, "the value breaks a rule of the directory"),
        20 => (LdapErrorKind.AttributeOrValueExists, "the attribute or value is already there"),
        21 => (LdapErrorKind.InvalidSyntax, "the value does not fit the attribute's syntax or length"),
        32 => (LdapErrorKind.NoSuchObject, "there is no such entry, or it may not be seen"),
        34 => (LdapErrorKind.InvalidDn, "the distinguished name is malformed"),
        49 => (LdapErrorKind.InvalidCredentials, "the name or password is wrong"),
        50 => (LdapErrorKind.InsufficientRights, "the account lacks the right to do this"),
        51 => (LdapErrorKind.Busy, "the server is busy; try again later"),
        52 => (LdapErrorKind.ServerUnavailable, "the server is unavailable"),
        53 => (LdapErrorKind.Unwilling, "the server refuses"),
        65 => (LdapErrorKind.ObjectClassViolation, "the attribute is not allowed on this entry, or a required one would be missing"),
        80 => (LdapErrorKind.Other, "the server had an internal error"),
        _ => (LdapErrorKind.Other, "the operation failed"),
    };

    private static string? AdReason(string data) => data switch
    {
        "525" => "the user does not exist",
        "52e" => "the name or password is wrong",
        "52f" => "the account is restricted from signing in this way",
        "530" => "the account may not sign in at this hour",
        "531" => "the account may not sign in from this machine",
        "532" => "the password has expired",
        "533" => "the account is disabled",
        "701" => "the account has expired",
        "773" => "the password must be changed first",
        "775" => "the account is locked out",
        _ => null,
    };

    [GeneratedRegex(@"\bdata ([0-9a-fA-F]+)\b", RegexOptions.CultureInvariant)]
    private static partial Regex DataCode();
}
