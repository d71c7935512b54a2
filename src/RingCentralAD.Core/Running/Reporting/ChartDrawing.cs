using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace RingCentralAD.Core.Running;

/// <summary>Draws charts with OxyPlot; the page's style sheet gives colours and patterns.</summary>
internal static class ChartDrawing
{
    private const string Category = "category";
    private const string Value = "value";
    private const string Numbers = "#,0";
    private const double LabelWidth = 52;
    private const double LetterWidth = 7;

    /// <summary>The content of an svg element.</summary>
    public static string Draw(ReportChart chart, double width, double height)
    {
        long most = Enumerable.Range(0, chart.Labels.Count).Select(index => chart.Series.Sum(series => series.Values[index])).DefaultIfEmpty().Max();
        double highest = Math.Max(1, most * (chart.Lying ? 1.18 : 1.06));
        int longest = chart.Lying ? chart.Labels.Select(static label => label.Length).DefaultIfEmpty().Max() : highest.ToString(Numbers, CultureInfo.InvariantCulture).Length;
        PlotModel model = new()
        {
            Culture = CultureInfo.InvariantCulture,
            PlotAreaBorderThickness = new OxyThickness(0),
            Padding = new OxyThickness(4, 6, 12, 2),

            // Browsers choose the font: room for the widest that is usual.
            PlotMargins = new OxyThickness(14 + (LetterWidth * longest), double.NaN, double.NaN, double.NaN),
        };
        model.Axes.Add(new CategoryAxis
        {
            Key = Category,
            Position = chart.Lying ? AxisPosition.Left : AxisPosition.Bottom,
            StartPosition = chart.Lying ? 1 : 0,
            EndPosition = chart.Lying ? 0 : 1,
            ItemsSource = chart.Labels,
            MajorStep = chart.Lying ? 1 : Math.Max(1, Math.Ceiling(chart.Labels.Count * LabelWidth / width)),
            TickStyle = TickStyle.None,
            GapWidth = 0.4,
            FontSize = 12,
        });
        model.Axes.Add(new LinearAxis
        {
            Key = Value,
            Position = chart.Lying ? AxisPosition.Bottom : AxisPosition.Left,
            Minimum = 0,
            Maximum = highest,
            MinimumMajorStep = 1,
            IntervalLength = chart.Lying ? 90 : 45,
            StringFormat = Numbers,
            TickStyle = TickStyle.None,
            MajorGridlineStyle = LineStyle.Solid,
            FontSize = 12,
        });
        foreach (ChartSeries series in chart.Series)
        {
            BarSeries bars = new()
            {
                XAxisKey = Value,
                YAxisKey = Category,
                IsStacked = true,
                FillColor = SvgMarkup.Color(series.Style),
                StrokeThickness = 0,
                FontSize = 12,
                LabelFormatString = chart.Lying && chart.Series.Count == 1 ? "{0:#,0}" : null,
                LabelPlacement = LabelPlacement.Outside,
            };
            bars.Items.AddRange(series.Values.Select(static value => new BarItem(value)));
            model.Series.Add(bars);
        }

        return SvgMarkup.Of(SvgExporter.ExportToString(model, width, height, isDocument: false));
    }
}
