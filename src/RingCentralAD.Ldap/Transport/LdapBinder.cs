using System.Security.Cryptography;
using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap.Transport;

/// <summary>Says who we are, right after the connection is open.</summary>
internal static class LdapBinder
{
    /// <summary>Refuses what must never be sent, before anything is.</summary>
    public static void CheckAllowed(LdapOptions options, LdapCredential credential)
    {
        if (credential is LdapCredential.External && (options.ClientCertificate is null || options.Tls == LdapTls.None))
        {
            throw new LdapException(LdapErrorKind.InvalidCredentials, $"To sign in to {options.Server} by certificate, give a client certificate and use LDAPS or StartTLS.") { Server = options.Server };
        }

        if (credential is LdapCredential.Simple && options.Tls == LdapTls.None)
        {
            throw new LdapException(LdapErrorKind.StrongAuthRequired, $"A simple bind would send the password to {options.Server} in the clear.") { Server = options.Server };
        }
    }

    /// <summary>Binds; gives what a password policy says of it where that was asked.</summary>
    public static async Task<int?> BindAsync(LdapWire wire, LdapOptions options, LdapCredential credential, CancellationToken cancellationToken)
    {
        using TimeLimit limit = new(options.ResponseTimeout, options.Time, cancellationToken);
        try
        {
            switch (credential)
            {
                case LdapCredential.Simple simple:
                    return await BindSimpleAsync(wire, options, simple, limit.Token).ConfigureAwait(false);
                case LdapCredential.External:
                    await BindExternalAsync(wire, options, limit.Token).ConfigureAwait(false);
                    break;
                case LdapCredential.Negotiate negotiate:
                    await NegotiateBinder.BindAsync(wire, options, negotiate, limit.Token).ConfigureAwait(false);
                    break;
            }

            return null;
        }
        catch (OperationCanceledException) when (limit.Expired)
        {
            throw new LdapException(LdapErrorKind.Timeout, $"{options.Server} did not answer the bind within {options.ResponseTimeout.TotalSeconds:0.###} s.") { Server = options.Server };
        }
    }

    private static async Task<int?> BindSimpleAsync(LdapWire wire, LdapOptions options, LdapCredential.Simple simple, CancellationToken cancellationToken)
    {
        byte[] request = Encode(simple);
        try
        {
            LdapResult result = await LdapExchange.RunAsync(wire, options, request, 2, LdapTag.BindResponse, cancellationToken).ConfigureAwait(false);
            if (result.Code != LdapResultCodes.Success)
            {
                throw LdapResultCodes.ToException(result, $"Bind as '{simple.UserName}'", options.Server);
            }

            return LdapResultCodes.PolicyError(result);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(request);
        }
    }

    private static async Task BindExternalAsync(LdapWire wire, LdapOptions options, CancellationToken cancellationToken)
    {
        // Empty credentials: as whom the certificate names, not as somebody else (RFC 4422, appendix A.1).
        byte[] request = LdapRequestWriter.SaslBind(2, "EXTERNAL", []);
        LdapResult result = await LdapExchange.RunAsync(wire, options, request, 2, LdapTag.BindResponse, cancellationToken).ConfigureAwait(false);
        if (result.Code != LdapResultCodes.Success)
        {
            throw LdapResultCodes.ToException(result, $"Bind by the client certificate '{options.ClientCertificate?.Subject}'", options.Server);
        }
    }

    private static byte[] Encode(LdapCredential.Simple simple)
    {
        byte[] password = SecretText.ToUtf8(simple.Password);
        try
        {
            return LdapRequestWriter.SimpleBind(2, simple.UserName, password, simple.AsksPolicy ? [LdapControl.PasswordPolicy()] : []);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }
}
