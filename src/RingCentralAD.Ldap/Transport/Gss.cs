using System.Runtime.InteropServices;

namespace RingCentralAD.Ldap.Transport;

/// <summary>The few calls of MIT Kerberos' GSS-API that we need (RFC 2743, 2744; gssapi_ext.h).</summary>
internal static partial class Gss
{
    private const string Library = "libgssapi_krb5.so.2";

    public const int Initiate = 1;
    public const uint ContinueNeeded = 1;

    [Flags]
    public enum Request : uint
    {
        None = 0,
        Mutual = 2,
        Replay = 4,
        Sequence = 8,
        Seal = 16,
        Sign = 32,
    }

    /// <summary>gss_buffer_desc.</summary>
    public struct Data
    {
        public nuint Length;
        public nint Value;
    }

    /// <summary>gss_OID_desc.</summary>
    public struct Oid
    {
        public uint Length;
        public nint Elements;
    }

    /// <summary>gss_OID_set_desc.</summary>
    public struct OidSet
    {
        public nuint Count;
        public nint Elements;
    }

    /// <summary>gss_key_value_element_desc.</summary>
    public struct Pair
    {
        public nint Key;
        public nint Value;
    }

    /// <summary>gss_key_value_set_desc.</summary>
    public struct Pairs
    {
        public uint Count;
        public nint Elements;
    }

    /// <summary>gss_channel_bindings_struct; address type 0 is GSS_C_AF_UNSPEC.</summary>
    public struct Bindings
    {
        public uint InitiatorType;
        public Data Initiator;
        public uint AcceptorType;
        public Data Acceptor;
        public Data Application;
    }

    /// <summary>Whether a call failed: calling and routine errors stand in the upper half (RFC 2744, section 3.9.1).</summary>
    public static bool Failed(uint major) => (major & 0xffff0000) != 0;

    [LibraryImport(Library, EntryPoint = "gss_import_name"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint ImportName(out uint minor, in Data name, in Oid type, out nint result);

    [LibraryImport(Library, EntryPoint = "gss_release_name"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint ReleaseName(out uint minor, ref nint name);

    [LibraryImport(Library, EntryPoint = "gss_acquire_cred_from"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint AcquireCredential(out uint minor, nint name, uint seconds, in OidSet mechanisms, int usage, in Pairs store, out nint credential, nint actual, nint lifetime);

    [LibraryImport(Library, EntryPoint = "gss_acquire_cred_with_password"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint AcquireCredential(out uint minor, nint name, in Data password, uint seconds, in OidSet mechanisms, int usage, out nint credential, nint actual, nint lifetime);

    [LibraryImport(Library, EntryPoint = "gss_set_cred_option"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint SetCredentialOption(out uint minor, ref nint credential, in Oid option, in Data value);

    [LibraryImport(Library, EntryPoint = "gss_release_cred"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint ReleaseCredential(out uint minor, ref nint credential);

    [LibraryImport(Library, EntryPoint = "gss_init_sec_context"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint InitialiseContext(
        out uint minor, nint credential, ref nint context, nint target, in Oid mechanism, Request flags, uint seconds, nint bindings, in Data input,
        nint actual, ref Data output, out Request granted, nint lifetime);

    [LibraryImport(Library, EntryPoint = "gss_delete_sec_context"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint DeleteContext(out uint minor, ref nint context, nint output);

    [LibraryImport(Library, EntryPoint = "gss_wrap"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint Wrap(out uint minor, nint context, int seal, uint quality, in Data input, out int isSealed, ref Data output);

    [LibraryImport(Library, EntryPoint = "gss_unwrap"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint Unwrap(out uint minor, nint context, in Data input, ref Data output, out int isSealed, nint quality);

    [LibraryImport(Library, EntryPoint = "gss_release_buffer"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint ReleaseBuffer(out uint minor, ref Data data);

    [LibraryImport(Library, EntryPoint = "gss_display_status"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint DisplayStatus(out uint minor, uint status, int kind, in Oid mechanism, ref uint more, ref Data text);
}
