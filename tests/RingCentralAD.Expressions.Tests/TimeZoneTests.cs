namespace RingCentralAD.Expressions.Tests;

public sealed class TimeZoneTests
{
    /// <summary>Of the appendix of Okta's page: canonical ids and old ones.</summary>
    [Theory]
    [InlineData("Pacific/Honolulu", "HST")]
    [InlineData("America/New_York", "US/Eastern")]
    [InlineData("America/Los_Angeles", "US/Pacific-New")]
    [InlineData("America/Tijuana", "Mexico/BajaNorte")]
    [InlineData("America/Denver", "Navajo")]
    [InlineData("Asia/Kolkata", "Asia/Calcutta")]
    [InlineData("Asia/Ho_Chi_Minh", "Asia/Saigon")]
    [InlineData("Asia/Shanghai", "PRC")]
    [InlineData("Pacific/Auckland", "NZ")]
    [InlineData("Europe/London", "GB-Eire")]
    public void An_old_id_is_the_zone_it_stands_for(string zone, string old)
    {
        const string Context = """{"now":"2024-07-01T12:00:00Z"}""";
        object? expected = ExpressionJson.Evaluate($"Time.now('{zone}')", Context).Value;
        Assert.NotNull(expected);
        Assert.Equal(expected, ExpressionJson.Evaluate($"Time.now('{old}')", Context).Value);
    }

    [Fact]
    public void Every_old_id_leads_to_a_zone()
    {
        using Stream stream = typeof(Expression).Assembly.GetManifestResourceStream("zone-links.txt")!;
        using var reader = new StreamReader(stream);
        int links = 0;
        while (reader.ReadLine() is { } line)
        {
            links++;
            Assert.NotNull(TimeZones.Find(line.Split('\t')[1]));
            Assert.NotNull(TimeZones.Find(line.Split('\t')[0]));
        }

        Assert.True(links > 100);
    }
}
