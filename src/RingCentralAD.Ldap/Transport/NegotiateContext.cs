using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Security.Authentication.ExtendedProtection;

namespace RingCentralAD.Ldap.Transport;

/// <summary>.NET's own, which is SSPI on Windows and GSS.framework on macOS.</summary>
internal sealed class NegotiateContext : SecurityContext
{
    private readonly NegotiateAuthentication _context;
    private readonly Lock _guard = new();

    public NegotiateContext(string target, LdapCredential.Negotiate credential, ChannelBinding? binding, bool seal) => _context = new(new NegotiateAuthenticationClientOptions
    {
        Package = "Negotiate",
        TargetName = target,
        Credential = credential.Credential ?? CredentialCache.DefaultNetworkCredentials,
        Binding = binding,
        RequiredProtectionLevel = seal ? ProtectionLevel.EncryptAndSign : ProtectionLevel.None,
        RequireMutualAuthentication = true,
    });

    public override bool IsAuthenticated => _context.IsAuthenticated;

    public override bool CanSeal => _context.ProtectionLevel == ProtectionLevel.EncryptAndSign;

    public override byte[]? Next(byte[]? challenge)
    {
        byte[]? token = _context.GetOutgoingBlob(challenge, out NegotiateAuthenticationStatusCode status);
        return status is NegotiateAuthenticationStatusCode.Completed or NegotiateAuthenticationStatusCode.ContinueNeeded
            ? token
            : throw new LdapException(LdapErrorKind.InvalidCredentials, Describe(status));
    }

    public override bool TryWrap(ReadOnlySpan<byte> plain, IBufferWriter<byte> sealedBytes, out string reason)
    {
        lock (_guard)
        {
            NegotiateAuthenticationStatusCode status = _context.Wrap(plain, sealedBytes, requestEncryption: true, out bool encrypted);
            reason = encrypted ? status.ToString() : "it would not be encrypted";
            return encrypted && status == NegotiateAuthenticationStatusCode.Completed;
        }
    }

    public override bool TryUnwrap(ReadOnlySpan<byte> token, IBufferWriter<byte> plain, out string reason)
    {
        lock (_guard)
        {
            NegotiateAuthenticationStatusCode status = _context.Unwrap(token, plain, out bool encrypted);
            reason = status.ToString();
            return encrypted && status == NegotiateAuthenticationStatusCode.Completed;
        }
    }

    public override void Dispose()
    {
        lock (_guard)
        {
            _context.Dispose();
        }
    }

    private static string Describe(NegotiateAuthenticationStatusCode status) => status switch
    {
        NegotiateAuthenticationStatusCode.UnknownCredentials => "the name or password is wrong, or there is no Kerberos ticket",
        NegotiateAuthenticationStatusCode.TargetUnknown => "Kerberos knows no such server; connect by the name that its service principal has",
        NegotiateAuthenticationStatusCode.Unsupported => "Kerberos is not available here",
        NegotiateAuthenticationStatusCode.CredentialsExpired => "the Kerberos ticket or the password has expired",
        _ => $"Kerberos failed ({status}); check the clock, the name and the password",
    };
}
