using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace RingCentralAD.Ldap.Transport;

/// <summary>Takes a secret out of where it is kept, for as short as can be.</summary>
internal static class SecretText
{
    /// <summary>The secret as UTF-8; the caller clears it.</summary>
    public static byte[] ToUtf8(SecureString secret)
    {
        IntPtr pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        char[] characters = new char[secret.Length];
        try
        {
            Marshal.Copy(pointer, characters, 0, characters.Length);
            return Encoding.UTF8.GetBytes(characters);
        }
        finally
        {
            Array.Clear(characters);
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
