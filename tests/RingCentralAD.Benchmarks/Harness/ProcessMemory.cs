using System.Globalization;

namespace RingCentralAD.Benchmarks.Harness;

/// <summary>The most memory that a process ever had resident, as Linux counts it (VmHWM).</summary>
internal static class ProcessMemory
{
    /// <summary>Kibibytes; null where the process has ended or the system does not say.</summary>
    public static long? PeakOf(int processId)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
