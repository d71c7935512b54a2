using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>What a suspension that cannot be is refused with.</summary>
public sealed class HubSuspensionTests
{
    [Fact]
    public async Task A_time_that_is_over_is_written_by_one_calendar_everywhere()
    {
        DateTimeOffset now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
        RingCentralAdException error = await Task.Run(
            () =>
            {
                CultureInfo.CurrentCulture = new CultureInfo("th-TH");
                return Assert.Throws<RingCentralAdException>(() => HubSuspension.Of(now.AddHours(-1), null, new FakeTimeProvider(now)));
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(("SuspensionInvalid", "2026-11-30 07:00 +00:00 is over already."), (error.ErrorId, error.Message));
    }
}
