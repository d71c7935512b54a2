namespace RingCentralAD.Expressions.Tests;

public sealed class JsonContextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""{"user":5}""")]
    [InlineData("""{"user":["a"]}""")]
    [InlineData("""{"now":"yesterday"}""")]
    public void A_context_that_is_none_is_refused(string json) =>
        Assert.Throws<ArgumentException>(() => ExpressionJson.Evaluate("1", json));

    [Theory]
    [InlineData("user.i", "5")]
    [InlineData("user.l", "4294967296L")]
    [InlineData("user.whole", "5d")]
    [InlineData("user.d", "1.5d")]
    [InlineData("user.big", "1E+30d")]
    [InlineData("user.list", "[1, \"a\", null, [true]]")]
    [InlineData("user.obj.k", "\"v\"")]
    [InlineData("user.obj['k']", "\"v\"")]
    [InlineData("user.text", "\"a\\u00E9\"")]
    public void Json_values_become_values_of_the_language(string text, string expected) =>
        Assert.Equal(expected, Show.Value(ExpressionJson.Evaluate(text, """{"user":{"i":5,"l":4294967296,"whole":5.0,"d":1.5,"big":1e30,"list":[1,"a",null,[true]],"obj":{"k":"v"},"text":"aé"}}""").Value));

    [Fact]
    public void A_result_carries_the_error_as_a_cmdlet_shows_it()
    {
        ExpressionResult result = ExpressionJson.Evaluate("1 + user.nme", """{"user":{"name":"x"}}""");
        Assert.Null(result.Value);
        Assert.Equal(("unknown-attribute", 9, 3), (result.ErrorKind, result.Position, result.Length));
        Assert.Equal("user has no attribute 'nme'.", result.Message);
        Assert.Contains("user.name", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_clock_is_the_contexts_or_else_the_callers()
    {
        var clock = new Clock(new(2020, 2, 29, 1, 2, 3, TimeSpan.FromHours(1)));
        Assert.Equal("2020-02-29T00:02:03.000Z", ExpressionJson.Evaluate("Time.now()", "{}", clock).Value);
        Assert.Equal("2015-01-01T00:00:00.000Z", ExpressionJson.Evaluate("Time.now()", """{"now":"2015-01-01T00:00:00Z"}""", clock).Value);
    }

    [Fact]
    public void What_is_not_reached_is_not_complained_of_but_warned_about() =>
        Assert.Equal("null-joined", Assert.Single(ExpressionJson.Evaluate("true ? \"x\" + user.n : user.nope", """{"user":{"n":null}}""").Warnings).Id);

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}
