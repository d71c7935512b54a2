using System.Globalization;
using System.Runtime.InteropServices;

namespace RingCentralAD.Benchmarks.Harness;

/// <summary>The machine in general words: nothing that names it.</summary>
internal static class Machine
{
    /// <summary>Cores, memory, system, .NET.</summary>
    public static string Describe()
    {
        double gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture}), {gigabytes:F0} GB of memory, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.");
    }
}
