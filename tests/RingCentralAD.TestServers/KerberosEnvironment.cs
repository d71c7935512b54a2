using System.Runtime.InteropServices;

namespace RingCentralAD.TestServers;

/// <summary>Kerberos settings of this process. .NET's environment is a copy that the Kerberos library never sees, hence the C library's own call.</summary>
internal static class KerberosEnvironment
{
    public static void Use(string configuration, string ticketCache)
    {
        _ = setenv("KRB5_CONFIG", configuration, 1);
        _ = setenv("KRB5CCNAME", "FILE:" + ticketCache, 1);
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setenv([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
