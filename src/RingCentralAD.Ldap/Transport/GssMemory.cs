using System.Runtime.InteropServices;
using System.Text;

namespace RingCentralAD.Ldap.Transport;

/// <summary>Bytes handed to the Kerberos library; they stand still until this is disposed, and are cleared then.</summary>
internal sealed class GssMemory : IDisposable
{
    private readonly List<(nint Pointer, int Length)> _held = [];

    public Gss.Data Data(ReadOnlySpan<byte> bytes) => new() { Length = (nuint)bytes.Length, Value = bytes.Length == 0 ? 0 : Copy(bytes, 0) };

    public Gss.Data Data(string text) => Data(Encoding.UTF8.GetBytes(text));

    public Gss.Oid Oid(ReadOnlySpan<byte> elements) => new() { Length = (uint)elements.Length, Elements = Copy(elements, 0) };

    /// <summary>A text that ends with a zero.</summary>
    public nint Text(string text) => Copy(Encoding.UTF8.GetBytes(text), 1);

    /// <summary>One or more structures in a row.</summary>
    public nint Row<T>(params ReadOnlySpan<T> items)
        where T : unmanaged => items.IsEmpty ? 0 : Copy(MemoryMarshal.AsBytes(items), 0);

    public void Dispose()
    {
        foreach ((nint pointer, int length) in _held)
        {
            Marshal.Copy(new byte[length], 0, pointer, length);
            Marshal.FreeHGlobal(pointer);
        }

        _held.Clear();
    }

    private nint Copy(ReadOnlySpan<byte> bytes, int zeros)
    {
        nint pointer = Marshal.AllocHGlobal(bytes.Length + zeros);
        byte[] copy = new byte[bytes.Length + zeros];
        bytes.CopyTo(copy);
        Marshal.Copy(copy, 0, pointer, copy.Length);
        Array.Clear(copy);
        _held.Add((pointer, copy.Length));
        return pointer;
    }
}
