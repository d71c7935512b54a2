using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap.Transport;

/// <summary>
/// The GSS-SPNEGO bind (MS-ADTS 5.1.1.1.2). Without TLS everything after it is sealed;
/// within TLS it is bound to the channel instead, since servers refuse to seal twice.
/// </summary>
internal static class NegotiateBinder
{
    private const string Mechanism = "GSS-SPNEGO";
    private const int FirstId = 2;
    private const int LongestExchange = 10;

    public static async Task BindAsync(LdapWire wire, LdapOptions options, LdapCredential.Negotiate credential, CancellationToken cancellationToken)
    {
        bool seal = options.Tls == LdapTls.None;
        SecurityContext context = SecurityContext.Create(options, credential, wire, seal);
        bool kept = false;
        try
        {
            await ExchangeAsync(wire, options, credential, context, cancellationToken).ConfigureAwait(false);
            if (seal)
            {
                if (!context.CanSeal)
                {
                    throw new LdapException(LdapErrorKind.StrongAuthRequired, $"{options.Server} does not agree to seal the connection; use LDAPS or StartTLS.") { Server = options.Server };
                }

                await wire.UpgradeAsync(plain => Task.FromResult<Stream>(new SealedStream(plain, context, options.MaxMessageSize))).ConfigureAwait(false);
                kept = true;
            }
        }
        finally
        {
            if (!kept)
            {
                context.Dispose();
            }
        }
    }

    private static async Task ExchangeAsync(LdapWire wire, LdapOptions options, LdapCredential.Negotiate credential, SecurityContext context, CancellationToken cancellationToken)
    {
        byte[]? challenge = null;
        for (int id = FirstId; id < FirstId + LongestExchange; id++)
        {
            byte[]? token = await NextTokenAsync(context, challenge, options, credential, cancellationToken).ConfigureAwait(false);
            LdapResult result = await LdapExchange.RunAsync(wire, options, LdapRequestWriter.SaslBind(id, Mechanism, token ?? []), id, LdapTag.BindResponse, cancellationToken).ConfigureAwait(false);
            challenge = result.Value;
            switch (result.Code)
            {
                case LdapResultCodes.SaslBindInProgress:
                    continue;
                case LdapResultCodes.Success:
                    if (!context.IsAuthenticated && challenge is { Length: > 0 })
                    {
                        await NextTokenAsync(context, challenge, options, credential, cancellationToken).ConfigureAwait(false);
                    }

                    // A server that says yes without having proved that it knows our secret is not the one we asked for.
                    if (!context.IsAuthenticated)
                    {
                        throw Failed(options, credential, "the server did not prove who it is");
                    }

                    return;
                case LdapResultCodes.UnwillingToPerform or LdapResultCodes.StrongerAuthRequired when options.Tls != LdapTls.None:
                    throw RefusedWithinTls(result, options, credential);
                default:
                    throw LdapResultCodes.ToException(result, $"Bind as {credential}", options.Server);
            }
        }

        throw LdapException.Protocol("a bind without end.");
    }

    // Samba takes Kerberos within TLS only where it is told to (ldap server require strong auth = allow_sasl_over_tls).
    private static LdapException RefusedWithinTls(LdapResult result, LdapOptions options, LdapCredential.Negotiate credential)
    {
        LdapException refusal = LdapResultCodes.ToException(result, $"Bind as {credential}", options.Server);
        return new(LdapErrorKind.StrongAuthRequired, $"{refusal.Message} Connect without TLS on port 389: Kerberos then seals the connection itself.", refusal)
        {
            ResultCode = result.Code,
            Diagnostic = refusal.Diagnostic,
            Server = options.Server,
        };
    }

    private static async Task<byte[]?> NextTokenAsync(SecurityContext context, byte[]? challenge, LdapOptions options, LdapCredential.Negotiate credential, CancellationToken cancellationToken)
    {
        using TimeLimit limit = new(options.ConnectTimeout, options.Time, cancellationToken);
        try
        {
            // Getting a ticket asks the Kerberos server, and blocks as long as it pleases.
            return await Task.Run(() => context.Next(challenge), CancellationToken.None).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.Expired)
        {
            throw new LdapException(
                LdapErrorKind.Timeout,
                $"Bind as {credential} on {options.Server}: no Kerberos server gave a ticket within {options.ConnectTimeout.TotalSeconds:0.###} s; see whether the realm's domain controllers answer on port 88 (/etc/krb5.conf, DNS, firewall).") { Server = options.Server };
        }
        catch (LdapException exception) when (exception.Server.Length == 0)
        {
            throw Failed(options, credential, exception.Message);
        }
    }

    private static LdapException Failed(LdapOptions options, LdapCredential.Negotiate credential, string why)
        => new(LdapErrorKind.InvalidCredentials, $"Bind as {credential} on {options.Server}: {why}.") { Server = options.Server };
}
