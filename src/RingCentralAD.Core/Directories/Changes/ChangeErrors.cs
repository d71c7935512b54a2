using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Why changes since a position cannot be told.</summary>
internal static class ChangeErrors
{
    // operationsError, protocolError, unavailableCriticalExtension, unwillingToPerform, e-syncRefreshRequired, and what servers say of a broken cookie.
    private static readonly int[] s_refusals = [1, 2, 12, 53, 87, 4096];

    public static RingCentralAdException Unavailable(string why, string target, string? remedy = null, Exception? inner = null) =>
        new("ChangesUnavailable", ErrorKind.Unavailable, why,
            remedy ?? "One full import is needed; it takes a new position, and the imports after it read only what changed.", target, inner);

    /// <summary>The position was made with something else.</summary>
    public static RingCentralAdException OtherSource(string what, ChangePosition since, string now, string server) =>
        Unavailable($"The last import's position belongs to {what} {since.Source}; {server} is {now}.", server);

    /// <summary>A cookie that the server does not take.</summary>
    public static RingCentralAdException Refused(ChangeMethod method, RingCentralAdException error, string server) =>
        Unavailable($"{server} does not go on from where the last import ended ({method}): {error.Message}", server, inner: error);

    /// <summary>Whether the server does not offer what was asked, or not to this account.</summary>
    public static bool IsDenied(RingCentralAdException error) => ResultCode(error) == 50;

    /// <summary>Whether the server does not know the control or does not take what it holds.</summary>
    public static bool IsRefused(RingCentralAdException error) => ResultCode(error) is { } code && s_refusals.Contains(code);

    /// <summary>Whether the server showed no more for a limit of its own: of time, of size, or an administrator's (RFC 4511, 4.1.9).</summary>
    public static bool IsLimit(RingCentralAdException error) => ResultCode(error) is 3 or 4 or 11;

    private static int? ResultCode(RingCentralAdException error) => (error.InnerException as LdapException)?.ResultCode;
}
