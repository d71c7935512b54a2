using System.Runtime.CompilerServices;

namespace RingCentralAD.ImportWatch;

/// <summary>A method that is compiled when it is called, and not before.</summary>
internal static class Marker
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Reach()
    {
    }
}
