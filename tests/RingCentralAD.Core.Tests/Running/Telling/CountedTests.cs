using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Telling;

/// <summary>One of something has no plural.</summary>
public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 people", "0 requests")]
    [InlineData(1, "1 person", "1 request")]
    [InlineData(1_200, "1,200 people", "1,200 requests")]
    public void A_count_and_its_word_agree(long count, string people, string requests) => Assert.Equal((people, requests), (Counted.People(count), Counted.Of(count, "request")));
}
