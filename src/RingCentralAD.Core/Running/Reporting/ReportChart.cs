using System.Globalization;

namespace RingCentralAD.Core.Running;

/// <summary>A row of bars in one colour and pattern.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Style">Which of the page's colours and patterns: 1 to 7.</param>
/// <param name="Values">A value for each label.</param>
internal sealed record ChartSeries(string Name, int Style, IReadOnlyList<long> Values);

/// <summary>A chart and the table that says the same.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="LabelName">What the labels are.</param>
/// <param name="Labels">What the bars stand for.</param>
/// <param name="Series">The bars; several are stacked.</param>
/// <param name="Lying">Bars lie, for long labels; else they stand.</param>
internal sealed record ReportChart(string Title, string LabelName, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series, bool Lying)
{
    /// <summary>The style of bars that need be told from no others.</summary>
    public const int Plain = 7;

    private const int Narrow = 320;
    private const int Wide = 680;

    /// <summary>The chart in words.</summary>
    public string Words => $"{Title}: {string.Join(", ", Series.Count == 1
        ? Labels.Zip(Series[0].Values, static (label, value) => Of(value, label))
        : Series.Select(static series => Of(series.Values.Sum(), series.Name)))}";

    /// <summary>The drawing for a phone.</summary>
    public Markup NarrowDrawing => new(ChartDrawing.Draw(this, Narrow, Height(Narrow)));

    /// <summary>The drawing for a wider screen and for paper.</summary>
    public Markup WideDrawing => new(ChartDrawing.Draw(this, Wide, Height(Wide)));

    /// <summary>The place of the narrow drawing.</summary>
    public string NarrowBox => Box(Narrow);

    /// <summary>The place of the wide drawing.</summary>
    public string WideBox => Box(Wide);

    /// <summary>What the patterns stand for; one alone needs no word.</summary>
    public IEnumerable<object> Legend => Series.Count == 1 ? [] : Series.Select(static series => new { series.Name, Class = $"s{series.Style}" });

    /// <summary>Whether patterns need a word.</summary>
    public bool HasLegend => Series.Count > 1;

    /// <summary>The table's columns.</summary>
    public IEnumerable<object> Columns => Series.Select(static series => series.Name);

    /// <summary>The table's rows.</summary>
    public IEnumerable<object> Rows => Labels.Select((label, index) => new { Label = label, Cells = Series.Select(series => new { Value = series.Values[index] }) });

    private static string Of(long value, string name) => string.Create(CultureInfo.InvariantCulture, $"{value:N0} {name}");

    private int Height(int width) => Lying ? 44 + (Labels.Count * 30) : width == Narrow ? 200 : 240;

    private string Box(int width) => string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {Height(width)}");
}
