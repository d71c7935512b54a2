namespace RingCentralAD.Expressions.Tests;

public sealed class CompletionTests
{
    private static readonly ExpressionSchema s_schema = new ExpressionSchemaBuilder()
        .Root("user", [new("firstName", 0, ValueTypes.Text), new("fax", 1), new("cost center", 2, Description: "the cost center")])
        .Root("appuser", "email")
        .Alias("source", "appuser")
        .Build();

    [Theory]
    [InlineData("us|", "user")]
    [InlineData("US|", "user")]
    [InlineData("user.|", "firstName", "fax", "['cost center']", "getGroups(", "getLinkedObject(", "getInternalProperty(")]
    [InlineData("user.f|", "firstName", "fax")]
    [InlineData("user . fi|", "firstName")]
    [InlineData("user?.fi|", "firstName")]
    [InlineData("user.cost|", "['cost center']")]
    [InlineData("1 + String.substringA|", "substringAfter(")]
    [InlineData("String.len(user.fi|) == 0", "firstName")]
    [InlineData("String.substring|Af", "substring(", "substringAfter(", "substringBefore(")]
    [InlineData("Iso|", "Iso3166Convert")]
    [InlineData("em|", "email")]
    [InlineData("app|", "appUser", "appuser")]
    [InlineData("hasD|", "hasDirectoryUser(")]
    [InlineData("user.email == \"us|")]
    [InlineData("nothing.f|")]
    [InlineData("user.firstName.l|")]
    public void Completes(string typed, params string[] expected)
    {
        int cursor = typed.IndexOf('|', StringComparison.Ordinal);
        IReadOnlyList<CompletionItem> items = ExpressionCompletion.At(typed.Remove(cursor, 1), cursor, s_schema);
        Assert.Equal(expected.Order(), items.Select(item => item.Text).Order());
    }

    [Fact]
    public void A_completion_says_what_it_replaces()
    {
        CompletionItem item = Assert.Single(ExpressionCompletion.At("user.firXX + 1", 8, s_schema));
        Assert.Equal((5, 5), (item.Start, item.Length));

        CompletionItem bracketed = Assert.Single(ExpressionCompletion.At("1 + user.cos", 12, s_schema));
        Assert.Equal((8, 4, "the cost center"), (bracketed.Start, bracketed.Length, bracketed.Description));
    }

    [Fact]
    public void A_function_comes_with_its_signature()
    {
        CompletionItem item = Assert.Single(ExpressionCompletion.At("String.le", 9, s_schema));
        Assert.StartsWith("String.len(String input)\n", item.Description, StringComparison.Ordinal);
        Assert.Equal(CompletionKind.Function, item.Kind);
    }

    [Fact]
    public void Functions_that_others_add_are_completed()
    {
        FunctionTable table = FunctionTable.Standard.With(typeof(OwnFunctions));
        Assert.Equal("shout(", Assert.Single(ExpressionCompletion.At("Own.", 4, s_schema, table)).Text);
    }
}
