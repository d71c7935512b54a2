using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap.Transport;

/// <summary>One request and its one answer while nobody else uses the wire: StartTLS and the bind.</summary>
internal static class LdapExchange
{
    public static async Task<LdapResult> RunAsync(LdapWire wire, LdapOptions options, ReadOnlyMemory<byte> request, int id, byte expected, CancellationToken cancellationToken)
    {
        try
        {
            await wire.SendAsync(request, cancellationToken).ConfigureAwait(false);
            LdapMessage message;
            while (!wire.TryRead(out message))
            {
                if (!await wire.FillAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw new LdapException(LdapErrorKind.ConnectionLost, $"{options.Server} closed the connection instead of answering.") { Server = options.Server };
                }
            }

            if (message is { Id: 0, Body: LdapResult notice })
            {
                throw LdapResultCodes.ToDisconnection(notice, options.Server);
            }

            return message.Id == id && message.Tag == expected && message.Body is LdapResult result
                ? result
                : throw LdapException.Protocol($"message {message.Id} of kind 0x{message.Tag:x2} where the answer to {id} was awaited.");
        }
        catch (IOException exception)
        {
            throw new LdapException(LdapErrorKind.ConnectionLost, $"The connection to {options.Server} broke: {exception.Message}", exception) { Server = options.Server };
        }
    }
}
