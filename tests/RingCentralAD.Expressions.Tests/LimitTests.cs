using System.Diagnostics;

namespace RingCentralAD.Expressions.Tests;

/// <summary>What is too long, too deep or takes too many steps is refused, and never crashes.</summary>
public sealed class LimitTests
{
    private static readonly string s_long = new('a', Limits.TextLength);

    public static TheoryData<string> TooDeep => new(
        Repeat("(", 4000) + "1" + Repeat(")", 4000),
        Repeat("(", 10_000),
        Repeat("!", 9_000) + "true",
        Repeat("- ", 4_000) + "1",
        Repeat("{", 4_000) + Repeat("}", 4_000),
        Repeat("true?1:", 1_000) + "1",
        Repeat("null?:", 1_000) + "1",
        Repeat("String.len(", 800) + "1" + Repeat(")", 800),
        "user" + Repeat(".a", 4_000),
        "user" + Repeat("[0]", 3_000),
        "'a'" + Repeat("+'b'-1", 1_500));

    [Theory]
    [MemberData(nameof(TooDeep))]
    public void Too_deep_is_refused(string text) => Assert.Equal("limit", ExpressionJson.Evaluate(text, "{}").ErrorKind);

    [Fact]
    public void Nesting_up_to_the_limit_works()
    {
        int levels = Limits.Nesting - 1;
        Assert.Equal(1, ExpressionJson.Evaluate(Repeat("(", levels) + "1" + Repeat(")", levels), "{}").Value);
        Assert.Equal("limit", ExpressionJson.Evaluate(Repeat("(", levels + 1) + "1" + Repeat(")", levels + 1), "{}").ErrorKind);
    }

    [Fact]
    public void A_long_sum_is_not_deep()
    {
        Assert.Equal(5_000, ExpressionJson.Evaluate("1" + Repeat("+1", 4_999), "{}").Value);
        Assert.Equal(new string('a', 2_000), ExpressionJson.Evaluate("'a'" + Repeat("+'a'", 1_999), "{}").Value);
        Assert.Equal(true, ExpressionJson.Evaluate("true" + Repeat("&&true", 1_500), "{}").Value);
    }

    [Fact]
    public void Ten_thousand_nested_parentheses_are_refused() =>
        Assert.Equal("limit", ExpressionJson.Evaluate(Repeat("(", 10_000) + "1" + Repeat(")", 10_000), "{}").ErrorKind);

    [Fact]
    public void An_expression_may_have_ten_thousand_characters()
    {
        Assert.Equal(new string('a', 9_998), ExpressionJson.Evaluate($"'{new string('a', 9_998)}'", "{}").Value);
        ExpressionResult longer = ExpressionJson.Evaluate($"'{new string('a', 9_999)}'", "{}");
        Assert.Equal(("limit", 10_000), (longer.ErrorKind, longer.Position));
        Assert.Equal("limit", ExpressionJson.Evaluate(new string('a', 10_000_000), "{}").ErrorKind);
    }

    [Theory]
    [InlineData("user.big", "limit")]
    [InlineData("user.fits", null)]
    [InlineData("user.fits + 'x'", "limit")]
    [InlineData("'x' + user.big", "limit")]
    [InlineData("user.fits + user.fits + user.fits + user.fits + user.fits", "limit")]
    [InlineData("String.append(user.fits, 'x')", "limit")]
    [InlineData("String.append(user.fits, '')", null)]
    [InlineData("String.join(user.fits, 'a', 'b', 'c')", "limit")]
    [InlineData("String.replace(user.fits, 'a', 'aa')", "limit")]
    [InlineData("String.replace(user.fits, 'a', user.fits)", "limit")]
    [InlineData("String.replace(user.fits, 'a', 'b')", null)]
    [InlineData("String.replaceFirst(user.fits, 'a', 'ab')", "limit")]
    [InlineData("String.toUpperCase(user.sharp)", "limit")]
    [InlineData("user.fits * 2", "limit")]
    [InlineData("'ab' * 2147483647", "limit")]
    [InlineData("user.many + ''", "limit")]
    [InlineData("Arrays.toCsvString(user.many)", "limit")]
    [InlineData("Arrays.flatten(user.many, user.many)", "limit")]
    [InlineData("Arrays.add(user.many, 1)", "limit")]
    [InlineData("Arrays.size(user.many)", null)]
    [InlineData("{user.fits, 'x'}", "limit")]
    [InlineData("Arrays.size(user.commas)", "limit")]
    [InlineData("String.substring(user.big, 0, 5)", null)]
    [InlineData("String.len(user.big)", null)]
    public void A_result_may_have_a_hundred_thousand_characters(string text, string? kind)
    {
        ExpressionSchema schema = new ExpressionSchemaBuilder().Root("user", "fits", "big", "sharp", "many", "commas").Build();
        var context = new EvaluationContext(schema);
        context.SetProfile(0, [s_long, new string('a', 10_000_000), new string('ß', 60_000), Enumerable.Repeat<object?>("abc", Limits.ListLength).ToArray(), new string(',', Limits.ListLength)]);
        Expression.Parse(text).Bind(schema).TryEvaluate(context, out _, out ExpressionException? error);
        Assert.Equal(kind, error?.Kind.ToName());
    }

    [Theory]
    [InlineData("user.text matches '(a+)+b'", false)]
    [InlineData("user.text matches '(a|aa)+b'", false)]
    [InlineData("user.text matches '([a-z]+)*[0-9]'", false)]
    [InlineData(@"user.text matches '(a+)+\1b'", true)]
    [InlineData("user.text matches '(?=(a+)+b)a'", true)]
    public void A_catastrophic_pattern_is_linear_or_cut_off(string text, bool backtracks)
    {
        ExpressionSchema schema = new ExpressionSchemaBuilder().Root("user", "text").Build();
        var context = new EvaluationContext(schema);
        context.SetProfile(0, [new string('a', 5_000) + "!"]);
        long start = Stopwatch.GetTimestamp();
        Expression.Parse(text).Bind(schema).TryEvaluate(context, out object? value, out ExpressionException? error);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "a pattern ran on");
        Assert.Equal(backtracks ? ExpressionErrorKind.Limit : null, error?.Kind);
        Assert.Equal(backtracks ? null : (object)false, value);
    }

    [Fact]
    public void Many_costly_patterns_run_out_of_steps()
    {
        string text = string.Join(" or ", Enumerable.Range(0, 30).Select(i => $@"user.text matches '(b)\1x{i}'"));
        ExpressionResult result = ExpressionJson.Evaluate(text, """{"user":{"text":"aaaaaaaa"}}""");
        Assert.Equal("limit", result.ErrorKind);
        Assert.Contains("steps", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Projections_inside_projections_run_out_of_steps()
    {
        ExpressionSchema schema = new ExpressionSchemaBuilder().Root("user", "list").Build();
        var context = new EvaluationContext(schema);
        context.SetProfile(0, [Enumerable.Repeat<object?>(1, 2_000).ToArray()]);
        BoundExpression twice = Expression.Parse("Arrays.size(user.list.![user.list.![1]])").Bind(schema);
        Assert.False(twice.TryEvaluate(context, out _, out ExpressionException? error));
        Assert.Equal(ExpressionErrorKind.Limit, error.Kind);

        // The next evaluation starts counting anew.
        Assert.Equal(2_000, Expression.Parse("Arrays.size(user.list.![1])").Bind(schema).Evaluate(context));
    }

    [Fact]
    public void Group_expressions_count_towards_the_steps_of_the_whole()
    {
        var environment = new ManyGroups(60_000);
        ExpressionSchema schema = new ExpressionSchemaBuilder().Build();
        BoundExpression bound = Expression.Parse("Arrays.size(getFilteredGroups('1', 'String.len(group.name)', 100)) + Arrays.size({1}) " + Repeat("+ Arrays.size(user.getGroups({'group.type': 'x'}))", 30)).Bind(schema);
        Assert.False(bound.TryEvaluate(new EvaluationContext(schema, environment), out _, out ExpressionException? error));
        Assert.Equal(ExpressionErrorKind.Limit, error.Kind);
    }

    private static string Repeat(string part, int times) => string.Concat(Enumerable.Repeat(part, times));

    private sealed class ManyGroups(int count) : EvaluationEnvironment
    {
        public override IReadOnlyList<GroupValue> Groups { get; } = [.. Enumerable.Range(0, count).Select(i => new GroupValue($"{i}", $"Group {i}"))];
    }
}
