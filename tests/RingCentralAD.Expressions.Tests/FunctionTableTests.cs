namespace RingCentralAD.Expressions.Tests;

public sealed class FunctionTableTests
{
    [Fact]
    public void Others_add_functions_without_changing_the_standard_table()
    {
        FunctionTable table = FunctionTable.Standard.With(typeof(OwnFunctions));
        ExpressionResult result = ExpressionJson.Evaluate("""Own.shout("a") + Own.shout(null)""", "{}", null, table);
        Assert.Equal("a!null", result.Value);
        Assert.Null(FunctionTable.Standard.Find("Own.shout"));
        Assert.Equal("unknown-function", ExpressionJson.Evaluate("""Own.shout("a")""", "{}").ErrorKind);
    }

    [Fact]
    public void Added_functions_work_inside_group_expressions() =>
        Assert.Equal(["a!"], (IEnumerable<object?>)ExpressionJson.Evaluate(
            """getFilteredGroups({"1"}, "Own.shout(group.name)", 5)""",
            """{"groups":[{"id":"1","name":"a"}]}""",
            null,
            FunctionTable.Standard.With(typeof(OwnFunctions))).Value!);

    [Fact]
    public void A_name_cannot_be_added_twice() =>
        Assert.ThrowsAny<ArgumentException>(() => FunctionTable.Standard.With(typeof(StringFunctions)));

    [Theory]
    [InlineData("Bad.throws('x')", "type", "inside")]
    [InlineData("Bad.refuses('x')", "type", "no good")]
    [InlineData("Bad.long()", "limit", "100,000")]
    public void Whatever_a_function_throws_becomes_an_error_at_its_call(string expression, string kind, string message)
    {
        ExpressionResult result = ExpressionJson.Evaluate("1 + " + expression, "{}", null, FunctionTable.Standard.With(typeof(BadFunctions)));
        Assert.Equal(kind, result.ErrorKind);
        Assert.Equal(4, result.Position);
        Assert.Contains(message, result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("String.len", "String.len(String input)")]
    [InlineData("String.join", "String.join(String separator, String... strings)")]
    [InlineData("String.substring", "String.substring(String input, Integer startIndex, Integer endIndex)")]
    [InlineData("Time.now", "Time.now([String timeZoneId], [String format])")]
    [InlineData("Arrays.flatten", "Arrays.flatten(Value... values)")]
    [InlineData("hasDirectoryUser", "hasDirectoryUser()")]
    public void A_function_shows_its_signature(string name, string signature) =>
        Assert.Equal(signature, FunctionTable.Standard.Find(name)!.Signature);
}
