using System.Buffers;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.Ldap.Transport;

/// <summary>
/// SPNEGO with Kerberos by MIT's library. Keytab and ticket cache are named for this context alone (gss_acquire_cred_from), not by the
/// process' environment, so that directories with different accounts do not disturb each other.
/// </summary>
internal sealed class GssContext : SecurityContext
{
    private static readonly byte[] s_spnego = [0x2b, 0x06, 0x01, 0x05, 0x05, 0x02];
    private static readonly byte[] s_kerberos = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02];
    private static readonly byte[] s_hostService = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x01, 0x04];
    private static readonly byte[] s_userName = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x01, 0x01];

    // GSS_KRB5_CRED_NO_CI_FLAGS_X: leaves signing and sealing out of what Kerberos offers; servers refuse both within TLS.
    private static readonly byte[] s_noSigning = [0x2a, 0x85, 0x70, 0x2b, 0x0d, 0x1d];

    private readonly Lock _guard = new();
    private readonly GssMemory _memory = new();
    private readonly LdapCredential.Negotiate _who;
    private readonly string _target;
    private readonly bool _seal;
    private readonly nint _binding;
    private readonly Gss.Oid _spnego;
    private nint _credential;
    private nint _context;
    private nint _targetName;
    private Gss.Request _granted;
    private bool _complete;
    private volatile bool _disposed;

    public GssContext(string target, LdapCredential.Negotiate who, byte[]? binding, bool seal)
    {
        (_target, _who, _seal) = (target, who, seal);
        _spnego = _memory.Oid(s_spnego);
        _binding = binding is null ? 0 : _memory.Row(new Gss.Bindings { Application = _memory.Data(binding) });
    }

    ~GssContext() => Free();

    public override bool IsAuthenticated => _complete && _granted.HasFlag(Gss.Request.Mutual);

    public override bool CanSeal => _granted.HasFlag(Gss.Request.Seal | Gss.Request.Sign);

    public override byte[]? Next(byte[]? challenge) => Locked(() =>
    {
        try
        {
            return Step(challenge ?? []);
        }
        catch (DllNotFoundException exception)
        {
            throw new LdapException(LdapErrorKind.InvalidCredentials, "Kerberos is not installed here: install libgssapi-krb5-2 (Debian) or krb5-libs (Red Hat), and set up /etc/krb5.conf", exception);
        }
    });

    public override bool TryWrap(ReadOnlySpan<byte> plain, IBufferWriter<byte> sealedBytes, out string reason)
    {
        lock (_guard)
        {
            return Convert(plain, sealedBytes, wrap: true, out reason);
        }
    }

    public override bool TryUnwrap(ReadOnlySpan<byte> token, IBufferWriter<byte> plain, out string reason)
    {
        lock (_guard)
        {
            return Convert(token, plain, wrap: false, out reason);
        }
    }

    // Whoever waits for a ticket in the background cannot be interrupted: it then cleans up after itself.
    public override void Dispose()
    {
        _disposed = true;
        if (_guard.TryEnter())
        {
            try
            {
                Free();
            }
            finally
            {
                _guard.Exit();
            }
        }

        GC.SuppressFinalize(this);
    }

    private T Locked<T>(Func<T> work)
    {
        lock (_guard)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return work();
            }
            finally
            {
                if (_disposed)
                {
                    Free();
                }
            }
        }
    }

    private byte[]? Step(byte[] challenge)
    {
        if (_credential == 0)
        {
            _credential = Acquire();
            _targetName = Import(_target, s_hostService);
        }

        Gss.Request flags = Gss.Request.Mutual | (_seal ? Gss.Request.Replay | Gss.Request.Sequence | Gss.Request.Seal | Gss.Request.Sign : Gss.Request.None);
        using GssMemory memory = new();
        Gss.Data token = default;
        uint major = Gss.InitialiseContext(
            out uint minor, _credential, ref _context, _targetName, _spnego, flags, 0, _binding, memory.Data(challenge), 0, ref token, out _granted, 0);
        byte[] answer = Take(ref token);
        if (Gss.Failed(major))
        {
            throw Failure(major, minor);
        }

        _complete = (major & Gss.ContinueNeeded) == 0;
        return answer.Length == 0 ? null : answer;
    }

    private nint Acquire()
    {
        using GssMemory memory = new();
        nint name = (_who.Credential is { } known ? PrincipalOf(known) : _who.Principal) is { Length: > 0 } principal ? Import(principal, s_userName) : 0;
        try
        {
            nint credential;
            if (_who.Credential is { } given)
            {
                uint major = Gss.AcquireCredential(out uint minor, name, Password(given, memory), 0, Set(memory, _spnego), Gss.Initiate, out credential, 0, 0);
                credential = Gss.Failed(major) ? throw Failure(major, minor) : credential;
            }
            else
            {
                // SPNEGO alone does not say why it has no credential.
                Gss.Pairs store = Store(memory);
                nint kerberos = Acquire(name, memory.Oid(s_kerberos), store, memory);
                credential = Acquire(name, _spnego, store, memory);
                _ = Gss.ReleaseCredential(out _, ref kerberos);
            }

            if (!_seal)
            {
                _ = Gss.SetCredentialOption(out _, ref credential, memory.Oid(s_noSigning), memory.Data(""));
            }

            return credential;
        }
        finally
        {
            _ = name == 0 ? 0 : Gss.ReleaseName(out _, ref name);
        }
    }

    private nint Acquire(nint name, Gss.Oid mechanism, Gss.Pairs store, GssMemory memory)
    {
        uint major = Gss.AcquireCredential(out uint minor, name, 0, Set(memory, mechanism), Gss.Initiate, store, out nint credential, 0, 0);
        return Gss.Failed(major) ? throw Failure(major, minor) : credential;
    }

    private static Gss.OidSet Set(GssMemory memory, Gss.Oid mechanism) => new() { Count = 1, Elements = memory.Row(mechanism) };

    private Gss.Pairs Store(GssMemory memory)
    {
        List<Gss.Pair> pairs = [];
        if (_who.Keytab is { } keytab)
        {
            // The tickets got by the keytab stay in this process' memory, apart for each account.
            string cache = "MEMORY:RingCentralAD-" + System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{keytab}\0{_who.Principal}")))[..16];
            pairs.Add(new() { Key = memory.Text("client_keytab"), Value = memory.Text(keytab) });
            pairs.Add(new() { Key = memory.Text("ccache"), Value = memory.Text(cache) });
        }
        else if (_who.TicketCache is { } cache)
        {
            pairs.Add(new() { Key = memory.Text("ccache"), Value = memory.Text(cache) });
        }

        return new() { Count = (uint)pairs.Count, Elements = memory.Row<Gss.Pair>([.. pairs]) };
    }

    private static string PrincipalOf(NetworkCredential credential) =>
        credential.Domain.Length > 0 ? $"{credential.UserName}@{credential.Domain.ToUpperInvariant()}" : credential.UserName;

    private static Gss.Data Password(NetworkCredential credential, GssMemory memory)
    {
        byte[] password = SecretText.ToUtf8(credential.SecurePassword);
        try
        {
            return memory.Data(password);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private nint Import(string text, byte[] type)
    {
        using GssMemory memory = new();
        uint major = Gss.ImportName(out uint minor, memory.Data(text), memory.Oid(type), out nint name);
        return Gss.Failed(major) ? throw Failure(major, minor) : name;
    }

    private bool Convert(ReadOnlySpan<byte> from, IBufferWriter<byte> to, bool wrap, out string reason)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using GssMemory memory = new();
        Gss.Data output = default;
        uint major = wrap
            ? Gss.Wrap(out uint minor, _context, 1, 0, memory.Data(from), out int isSealed, ref output)
            : Gss.Unwrap(out minor, _context, memory.Data(from), ref output, out isSealed, 0);
        byte[] bytes = Take(ref output);
        bool good = !Gss.Failed(major) && isSealed != 0;
        reason = good ? "" : Gss.Failed(major) ? KerberosReason.TextOf(major, minor, _spnego) : "not encrypted";
        if (good)
        {
            to.Write(bytes);
        }

        return good;
    }

    private static byte[] Take(ref Gss.Data data)
    {
        byte[] bytes = new byte[(int)data.Length];
        if (bytes.Length > 0)
        {
            Marshal.Copy(data.Value, bytes, 0, bytes.Length);
        }

        _ = Gss.ReleaseBuffer(out _, ref data);
        return bytes;
    }

    private LdapException Failure(uint major, uint minor) => new(LdapErrorKind.InvalidCredentials, KerberosReason.Of(major, minor, _spnego, _who, _target));

    private void Free()
    {
        if (_context != 0)
        {
            _ = Gss.DeleteContext(out _, ref _context, 0);
        }

        if (_credential != 0)
        {
            _ = Gss.ReleaseCredential(out _, ref _credential);
        }

        if (_targetName != 0)
        {
            _ = Gss.ReleaseName(out _, ref _targetName);
        }

        _memory.Dispose();
    }
}
