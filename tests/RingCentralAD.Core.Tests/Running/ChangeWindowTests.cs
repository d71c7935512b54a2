using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>Change windows: how they are written, and when they are open, over midnight and where daylight saving moves the clock.</summary>
public sealed class ChangeWindowTests
{
    [Theory]
    [InlineData("Mon-Fri 19:00-06:00", "Mon-Fri 19:00-06:00")]
    [InlineData("  friday 9:00-17:30 ", "Fri 09:00-17:30")]
    [InlineData("sat,SUN 00:00-24:00", "Sat,Sun 00:00-24:00")]
    [InlineData("Fri-Mon 22:00-23:00", "Mon,Fri-Sun 22:00-23:00")]
    [InlineData("Mon,Wed,Fri 20:00-02:00", "Mon,Wed,Fri 20:00-02:00")]
    [InlineData("Mon-Sun 01:00-02:00", "01:00-02:00")]
    [InlineData("22:00-04:00", "22:00-04:00")]
    [InlineData("Sun-Sun 23:59-00:00", "Sun 23:59-00:00")]
    public void A_window_reads_back_as_it_was_meant(string text, string read)
    {
        Assert.Equal(read, ChangeWindow.Parse(text).ToString());
        Assert.Equal(ChangeWindow.Parse(text), ChangeWindow.Parse(read));
    }

    [Theory]
    [InlineData("", "it is not days and times")]
    [InlineData("Mon Tue 19:00-20:00", "it is not days and times")]
    [InlineData("Mon", "'Mon' is not two times")]
    [InlineData("Mon 19:00", "'19:00' is not two times")]
    [InlineData("Mo 19:00-20:00", "'Mo' is no day")]
    [InlineData("Mon-Wed-Fri 19:00-20:00", "'Mon-Wed-Fri' is no range of days")]
    [InlineData("Mon, 19:00-20:00", "'' is no day")]
    [InlineData("Mon 19:00-25:00", "'25:00' is no time of day")]
    [InlineData("Mon 7pm-8pm", "'7pm' is no time of day")]
    [InlineData("Mon 19:00-19:00", "no length of time")]
    [InlineData("Mon 24:00-06:00", "no length of time")]
    public void What_is_none_is_refused_by_name(string text, string why)
    {
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => ChangeWindow.Parse(text));
        Assert.Equal("WindowInvalid", error.ErrorId);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("Mon-Fri 19:00-06:00", error.Remedy, StringComparison.Ordinal);
    }

    // 2026-11-30 is a Monday.
    [Theory]
    [InlineData("Mon-Fri 19:00-06:00", "2026-11-30T18:59", false)]
    [InlineData("Mon-Fri 19:00-06:00", "2026-11-30T19:00", true)]
    [InlineData("Mon-Fri 19:00-06:00", "2026-11-30T05:59", false)]
    [InlineData("Mon-Fri 19:00-06:00", "2026-12-01T05:59", true)]
    [InlineData("Mon-Fri 19:00-06:00", "2026-12-01T06:00", false)]
    [InlineData("Mon-Fri 19:00-06:00", "2026-12-05T05:59", true)]
    [InlineData("Mon-Fri 19:00-06:00", "2026-12-05T19:00", false)]
    [InlineData("Mon-Fri 19:00-06:00", "2026-12-06T05:00", false)]
    [InlineData("Sun 23:00-01:00", "2026-11-30T00:30", true)]
    [InlineData("Sat 22:00-24:00", "2026-12-05T23:59", true)]
    [InlineData("Sat 22:00-24:00", "2026-12-06T00:00", false)]
    [InlineData("12:00-13:00", "2026-12-03T12:59", true)]
    [InlineData("00:00-24:00", "2026-12-03T00:00", true)]
    public void It_is_open_when_the_clock_on_the_wall_says_so(string window, string local, bool open) =>
        Assert.Equal(open, ChangeWindow.Parse(window).IsOpen(DateTime.Parse(local, CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_minute_of_a_week_is_as_a_list_of_minutes_has_it()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        string[] names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        DateTime monday = new(2026, 11, 30, 0, 0, 0);
        for (int round = 0; round < 40; round++)
        {
            int from = random.Next(24 * 60);
            int length = random.Next(1, 24 * 60);
            int[] days = [.. Enumerable.Range(0, 7).Where(_ => random.Next(2) == 0)];
            if (days.Length == 0)
            {
                continue;
            }

            // The plain way: mark each minute that the window covers, going on into the next week.
            bool[] covered = new bool[7 * 24 * 60];
            foreach (int minute in days.SelectMany(day => Enumerable.Range((day * 24 * 60) + from, length)))
            {
                covered[minute % covered.Length] = true;
            }

            string text = $"{string.Join(',', days.Select(day => names[day]))} {Clock(from)}-{Clock((from + length) % (24 * 60))}";
            ChangeWindow window = ChangeWindow.Parse(text);
            for (int minute = 0; minute < covered.Length; minute++)
            {
                Assert.True(covered[minute] == window.IsOpen(monday.AddMinutes(minute)), $"{text} at minute {minute}");
            }
        }

        static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
    }

    // Berlin: on 2026-10-25 the hour from 2 to 3 comes twice, on 2026-03-29 it is left out.
    [Theory]
    [InlineData("Sun 02:15-02:45", "2026-10-25T00:14Z", false)]
    [InlineData("Sun 02:15-02:45", "2026-10-25T00:15Z", true)]
    [InlineData("Sun 02:15-02:45", "2026-10-25T00:45Z", false)]
    [InlineData("Sun 02:15-02:45", "2026-10-25T01:15Z", true)]
    [InlineData("Sun 02:15-02:45", "2026-10-25T01:45Z", false)]
    [InlineData("Sun 01:00-03:30", "2026-03-29T00:59Z", true)]
    [InlineData("Sun 01:00-03:30", "2026-03-29T01:29Z", true)]
    [InlineData("Sun 01:00-03:30", "2026-03-29T01:30Z", false)]
    [InlineData("Sat 19:00-06:00", "2026-10-25T04:59Z", true)]
    [InlineData("Sat 19:00-06:00", "2026-10-25T05:00Z", false)]
    [InlineData("Sat 19:00-06:00", "2026-03-29T03:59Z", true)]
    [InlineData("Sat 19:00-06:00", "2026-03-29T04:00Z", false)]
    public void Daylight_saving_moves_it_with_the_clock(string window, string now, bool open) =>
        Assert.Equal(open, Berlin(window).IsOpen(At(now)));

    [Theory]
    [InlineData("Mon-Fri 19:00-06:00", "2026-11-30T12:00Z", "2026-11-30T19:00+01:00")]
    [InlineData("Mon-Fri 19:00-06:00", "2026-11-30T19:30Z", "2026-12-01T06:00+01:00")]
    [InlineData("Mon-Fri 19:00-06:00", "2026-12-05T12:00Z", "2026-12-07T19:00+01:00")]
    [InlineData("Sun 02:15-02:45", "2026-03-28T12:00Z", "2026-04-05T02:15+02:00")]
    [InlineData("Sun 02:15-02:45", "2026-10-25T00:50Z", "2026-10-25T02:15+01:00")]
    [InlineData("Sat 19:00-06:00", "2026-10-24T20:00Z", "2026-10-25T06:00+01:00")]
    public void When_it_next_opens_or_closes_is_told_by_its_own_clock(string window, string now, string next)
    {
        DateTimeOffset? change = Berlin(window).NextChange(At(now).AddSeconds(17));
        Assert.Equal(next, change?.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Several_windows_are_one_and_none_is_always_open()
    {
        SyncOptions both = Berlin("Mon-Fri 19:00-06:00", "Sat,Sun 00:00-24:00");
        Assert.True(both.IsOpen(At("2026-12-05T12:00Z")));
        Assert.Equal("2026-12-07 00:00", both.NextChange(At("2026-12-05T12:00Z"))?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        Assert.True(Berlin().IsOpen(At("2026-12-02T12:00Z")));
        Assert.Null(Berlin().NextChange(At("2026-12-02T12:00Z")));
        Assert.Null(Berlin("00:00-24:00").NextChange(At("2026-12-02T12:00Z")));
        Assert.Equal("changes Mon-Fri 19:00-06:00; Sat,Sun 00:00-24:00 Europe/Berlin", both.ToString());
        Assert.Equal("opens Mon 2026-11-30 19:00 Europe/Berlin", Berlin("Mon-Fri 19:00-06:00").Opens(At("2026-11-30T12:00Z")));
    }

    [Fact]
    public void Options_are_changed_one_by_one_and_keep_the_zone_in_which_they_were_set()
    {
        SyncOptions options = SyncSettings.Change(new SyncOptions(), ["monday 8:00-9:00"], null, null, new Zoned("Europe/Berlin"));
        Assert.Equal(("Mon 08:00-09:00", "Europe/Berlin", false), (Assert.Single(options.Windows), options.TimeZone, options.LeaversAlways));
        options = SyncSettings.Change(options, null, null, true, new Zoned("Asia/Tokyo"));
        Assert.Equal(("Mon 08:00-09:00", "Europe/Berlin", true), (Assert.Single(options.Windows), options.TimeZone, options.LeaversAlways));
        Assert.Equal("America/New_York", SyncSettings.Change(options, null, "Eastern Standard Time", null, TimeProvider.System).TimeZone);
        Assert.Equal("WindowInvalid", Assert.Throws<RingCentralAdException>(() => SyncSettings.Change(options, ["Mon 08:00-09:00", "x"], null, null, TimeProvider.System)).ErrorId);
        Assert.Equal("TimeZoneUnknown", Assert.Throws<RingCentralAdException>(() => SyncSettings.Change(options, null, "Mars/Olympus", null, TimeProvider.System)).ErrorId);
    }

    private static SyncOptions Berlin(params string[] windows) => new() { Windows = windows, TimeZone = "Europe/Berlin" };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Zoned(string zone) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.FindSystemTimeZoneById(zone);
    }
}
