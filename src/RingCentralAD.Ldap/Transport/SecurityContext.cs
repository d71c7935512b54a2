using System.Buffers;

namespace RingCentralAD.Ldap.Transport;

/// <summary>Our end of a GSS-SPNEGO bind: makes the tokens of the bind and, where that was agreed, seals what follows. Safe for a reader and a writer at once.</summary>
internal abstract class SecurityContext : IDisposable
{
    /// <summary>Whether both sides have proved who they are.</summary>
    public abstract bool IsAuthenticated { get; }

    /// <summary>Whether signing and encryption were agreed on.</summary>
    public abstract bool CanSeal { get; }

    /// <summary>The next token for the server, null where none is due. Blocks while a ticket is fetched.</summary>
    /// <exception cref="LdapException">The bind cannot go on; the message is the reason alone, without server and account.</exception>
    public abstract byte[]? Next(byte[]? challenge);

    /// <summary>Encrypts; false with the reason where that fails.</summary>
    public abstract bool TryWrap(ReadOnlySpan<byte> plain, IBufferWriter<byte> sealedBytes, out string reason);

    /// <summary>Decrypts; false with the reason where the token was changed on its way or is not encrypted.</summary>
    public abstract bool TryUnwrap(ReadOnlySpan<byte> token, IBufferWriter<byte> plain, out string reason);

    public abstract void Dispose();

    /// <summary>The platform's: MIT Kerberos itself on Linux, where .NET neither passes on a keytab nor leaves signing out; .NET's elsewhere.</summary>
    public static SecurityContext Create(LdapOptions options, LdapCredential.Negotiate credential, LdapWire wire, bool seal)
    {
        if (OperatingSystem.IsLinux())
        {
            return new GssContext("ldap@" + options.Host, credential, wire.EndPointBinding, seal);
        }

        return credential.Keytab is null && credential.TicketCache is null
            ? new NegotiateContext("ldap/" + options.Host, credential, wire.ChannelBinding, seal)
            : throw new LdapException(LdapErrorKind.InvalidCredentials, "Keytabs and ticket caches are for Linux. Elsewhere run as the account itself, on Windows for instance as a group managed service account.");
    }
}
