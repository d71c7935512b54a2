using System.Globalization;

namespace RingCentralAD.Benchmarks.Harness;

/// <summary>Medians, and how figures are printed.</summary>
internal static class Figures
{
    /// <summary>The middle value; of an even count the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>With so many digits after the point, and thousands set apart.</summary>
    public static string Show(double value, int digits) => value.ToString($"N{digits}", CultureInfo.InvariantCulture);

    /// <summary>How many times the other one.</summary>
    public static string Ratio(double value, double other) => value.CompareTo(0) == 0 || other.CompareTo(0) == 0 ? "" : Show(value / other, 2) + " x";
}
