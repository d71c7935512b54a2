using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Reporting;

/// <summary>How the report writes how long a run took.</summary>
public sealed class ReportPageTests
{
    [Theory]
    [InlineData("00:00:12.34", "12.3 s")]
    [InlineData("00:01:05", "1:05")]
    [InlineData("00:59:59", "59:59")]
    [InlineData("11:20:00", "11:20:00")]
    [InlineData("3.11:20:00", "83:20:00")]
    public void Days_are_hours_too(string time, string text) => Assert.Equal(text, ReportPage.Took(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));
}
