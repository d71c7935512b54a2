using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Reporting;

/// <summary>What the report's charts count.</summary>
public sealed class RunTallyTests
{
    [Theory]
    [InlineData(WriteBackAction.Fill, 0)]
    [InlineData(WriteBackAction.Replace, 1)]
    [InlineData(WriteBackAction.Clear, 1)]
    [InlineData(WriteBackAction.Restore, 1)]
    [InlineData(WriteBackAction.Failed, 2)]
    public void Whatever_a_write_back_does_is_counted(WriteBackAction action, int what)
    {
        RunTally tally = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2));
        tally.Add(new Run
        {
            Id = "r1", Kind = RunKind.WriteBack, SystemId = "d1", State = RunState.Completed, StartedAt = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), Counts = new Dictionary<string, long> { [action.ToString()] = 3 },
        });
        Assert.Equal(3, tally.Done(RunKind.WriteBack, what)[1]);
    }

    [Fact]
    public void The_numbers_at_a_scale_lie_within_the_drawing()
    {
        ReportChart chart = new("Runs", "Day", ["Mar 1"], [new ChartSeries("Changed", 4, [12_000])], Lying: false);
        XElement[] numbers = [.. XElement.Parse($"<svg>{chart.WideDrawing.Html}</svg>").Elements("text").Where(static text => (string?)text.Attribute("text-anchor") == "end")];
        Assert.Contains(numbers, static text => text.Value.Length > 4);
        Assert.All(numbers, static text =>
        {
            Match place = Regex.Match((string?)text.Attribute("transform") ?? "", @"translate\(([0-9.]+)");
            double end = double.Parse(place.Success ? place.Groups[1].Value : (string)text.Attribute("x")!, CultureInfo.InvariantCulture);
            Assert.True(end >= 7 * text.Value.Length, $"{text}");
        });
    }
}
