namespace RingCentralAD.Expressions.Tests;

/// <summary>Errors as a person sees them.</summary>
public sealed class ErrorDisplayTests
{
    [Theory]
    [InlineData(
        "“Brand One”",
        "“Brand One”\n^\nA smart quote is not a quote here.\nWith straight quotes: \"Brand One\"")]
    [InlineData(
        "(appuser.directNumber !=null ? appuser.directNumber : “”) + “#” + appuser.extensionNumber",
        "(appuser.directNumber !=null ? appuser.directNumber : “”) + “#” + appuser.extensionNumber\n                                                      ^\nA smart quote is not a quote here.\nWith straight quotes: (appuser.directNumber !=null ? appuser.directNumber : \"\") + \"#\" + appuser.extensionNumber")]
    [InlineData(
        "String.len(user.login",
        "String.len(user.login\n                     ^\nThe ( at position 10 is not closed; ) is missing before the end.\nAdd ) at the end: String.len(user.login)")]
    [InlineData(
        "user.login = 'x'",
        "user.login = 'x'\n           ^\n= is not in the language: an expression cannot assign.\nUse == to compare.")]
    [InlineData(
        "user.logn + 'x'",
        "user.logn + 'x'\n     ^^^^\nuser has no attribute 'logn'.\nDid you mean user.login? Names are case sensitive.")]
    [InlineData(
        "'a' +\n  user.logn",
        "line 2:\n  user.logn\n       ^^^^\nuser has no attribute 'logn'.\nDid you mean user.login? Names are case sensitive.")]
    public void Shows_the_place_and_the_cure(string text, string display)
    {
        ExpressionException error = Assert.Throws<ExpressionException>(() => Expression.Parse(text).Bind(BinderTests.Schema));
        Assert.Equal(display, error.ToDisplay());
    }

    [Fact]
    public void A_long_line_is_cut_around_the_place()
    {
        string text = string.Concat(Enumerable.Repeat("'a' + ", 200)) + "user.logn";
        ExpressionException error = Assert.Throws<ExpressionException>(() => Expression.Parse(text).Bind(BinderTests.Schema));
        string[] lines = error.ToDisplay().Split('\n');
        Assert.True(lines[0].Length < 200);
        Assert.Equal("logn", lines[0].Substring(lines[1].IndexOf('^', StringComparison.Ordinal), lines[1].Count(c => c == '^')));
    }

    [Fact]
    public void An_evaluation_error_shows_its_place_too()
    {
        BoundExpression bound = Expression.Parse("'x' + Convert.toInt(user.login)").Bind(BinderTests.Schema);
        var context = new EvaluationContext(BinderTests.Schema);
        object?[] profile = BinderTests.Schema.FindRoot("user")!.NewProfile();
        profile[1] = "abc";
        context.SetProfile("user", profile);
        ExpressionException error = Assert.Throws<ExpressionException>(() => bound.Evaluate(context));
        Assert.Equal("'x' + Convert.toInt(user.login)\n      ^^^^^^^^^^^^^^^^^^^^^^^^^\n'abc' is no whole number.", error.ToDisplay());
    }

    [Theory]
    [InlineData("user.firstName == 5", 0)]
    [InlineData("", 0)]
    public void TryParse_gives_the_error_instead_of_throwing(string text, int position)
    {
        bool parsed = Expression.TryParse(text, out Expression? expression, out ExpressionException? error);
        Assert.Equal(text.Length > 0, parsed);
        Assert.Equal(parsed, expression is not null);
        Assert.Equal(parsed ? null : position, error?.Position);
    }
}
