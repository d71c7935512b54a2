namespace RingCentralAD.Expressions.Tests;

/// <summary>What saving a mapping refuses, wherever it stands, and what it says.</summary>
public sealed class BinderTests
{
    internal static readonly ExpressionSchema Schema = new ExpressionSchemaBuilder()
        .Root("user",
        [
            new("firstName", 0, ValueTypes.Text),
            new("login", 1, ValueTypes.Text, MayBeNull: false),
            new("age", 2, ValueTypes.Integer),
            new("isContractor", 3, ValueTypes.Boolean),
            new("tags", 4, ValueTypes.List),
            new("anything", 5),
            new("cost center", 6, ValueTypes.Text),
        ])
        .Root("appuser", "directNumber", "extensionNumber", "email", "userName")
        .Alias("source", "appuser")
        .Build();

    [Theory]
    [InlineData("user.frstName", ExpressionErrorKind.UnknownAttribute, 5, "Did you mean user.firstName?")]
    [InlineData("user.firstname", ExpressionErrorKind.UnknownAttribute, 5, "Did you mean user.firstName?")]
    [InlineData("(user).nope", ExpressionErrorKind.UnknownAttribute, 7, null)]
    [InlineData("true ? 1 : user.nope", ExpressionErrorKind.UnknownAttribute, 16, null)]
    [InlineData("usr.firstName", ExpressionErrorKind.UnknownAttribute, 0, "Did you mean user?")]
    [InlineData("emial", ExpressionErrorKind.UnknownAttribute, 0, "Did you mean email?")]
    [InlineData("Sales", ExpressionErrorKind.UnknownAttribute, 0, "\"Sales\"")]
    [InlineData("user['nope']", ExpressionErrorKind.UnknownAttribute, 5, null)]
    [InlineData("false and user.nope", ExpressionErrorKind.UnknownAttribute, 15, null)]
    [InlineData("true ? 1 : String.substringafter(user.login, '@')", ExpressionErrorKind.UnknownFunction, 11, "String.substringAfter(String input, String searchString)")]
    [InlineData("String.reverse('x')", ExpressionErrorKind.UnknownFunction, 0, null)]
    [InlineData("Strin.len('x')", ExpressionErrorKind.UnknownFunction, 0, "String.len")]
    [InlineData("touppercase('x')", ExpressionErrorKind.UnknownFunction, 0, "toUpperCase")]
    [InlineData("user.login.toLowerCase()", ExpressionErrorKind.UnknownFunction, 11, "String.toLowerCase(String input)")]
    [InlineData("user.login.length()", ExpressionErrorKind.UnknownFunction, 11, "String.len")]
    [InlineData("user.login.split(',')", ExpressionErrorKind.UnknownFunction, 11, null)]
    [InlineData("true ? 1 : String.len()", ExpressionErrorKind.Arity, 11, "String.len(String input)")]
    [InlineData("String.stringSwitch(user.login, 'd', 'k')", ExpressionErrorKind.Arity, 37, "pairs")]
    [InlineData("user.login.x", ExpressionErrorKind.UnknownAttribute, 0, null)]
    [InlineData("String.len", ExpressionErrorKind.UnknownAttribute, 0, "Call it: String.len(String input).")]
    [InlineData("hasDirectoryUser ? 1 : 2", ExpressionErrorKind.UnknownAttribute, 0, "Call it: hasDirectoryUser().")]
    [InlineData("user.login matches '['", ExpressionErrorKind.Type, 19, null)]
    [InlineData("isMemberOfGroupNameRegex('(')", ExpressionErrorKind.Type, 25, null)]
    [InlineData("user.age ? 1 : 2", ExpressionErrorKind.Type, 0, null)]
    [InlineData("1 + true", ExpressionErrorKind.Type, 2, null)]
    [InlineData("user.login - user.login", ExpressionErrorKind.Type, 11, null)]
    [InlineData("!1 == 1", ExpressionErrorKind.Type, 1, null)]
    [InlineData("-user.login", ExpressionErrorKind.Type, 0, null)]
    [InlineData("user.login < 5", ExpressionErrorKind.Type, 11, "Convert.toInt")]
    [InlineData("String.len(user)", ExpressionErrorKind.Type, 11, null)]
    [InlineData("getFilteredGroups({'a'}, 'group.nam', 5)", ExpressionErrorKind.UnknownAttribute, 32, "group.name")]
    public void Refuses_what_can_never_work(string text, ExpressionErrorKind kind, int position, string? remedy)
    {
        ExpressionException error = Assert.Throws<ExpressionException>(() => Expression.Parse(text).Bind(Schema));
        Assert.Equal((kind, position), (error.Kind, error.Position));
        Assert.Equal(text, error.Expression);
        Assert.Contains(remedy ?? "", error.Remedy ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user.login < user.firstName")]
    [InlineData("user.firstName < 5")]
    [InlineData("user.anything - 1")]
    [InlineData("user.anything ? 1 : 2")]
    [InlineData("user.anything.x")]
    [InlineData("user.anything < 5")]
    [InlineData("user.age * 2 + 'x'")]
    [InlineData("user['cost center']")]
    [InlineData("source.email + email + appUser.email")]
    [InlineData("user.tags[0] + 1")]
    public void Binds_what_may_work(string text) => Assert.NotNull(Expression.Parse(text).Bind(Schema));

    [Theory]
    [InlineData("user.login", ValueTypes.Text)]
    [InlineData("user.firstName", ValueTypes.Text | ValueTypes.Null)]
    [InlineData("user.firstName + ''", ValueTypes.Text)]
    [InlineData("user.firstName ?: ''", ValueTypes.Text)]
    [InlineData("user.firstName != null ? user.firstName : ''", ValueTypes.Text)]
    [InlineData("user.age + 1", ValueTypes.Integer)]
    [InlineData("user.age / 2.0", ValueTypes.Real)]
    [InlineData("user.age + 1L", ValueTypes.Long)]
    [InlineData("user.age > 1", ValueTypes.Boolean)]
    [InlineData("String.len(user.firstName)", ValueTypes.Integer)]
    [InlineData("String.toUpperCase(user.firstName)", ValueTypes.Text | ValueTypes.Null)]
    [InlineData("String.toUpperCase(user.login)", ValueTypes.Text)]
    [InlineData("{1}", ValueTypes.List)]
    [InlineData("user.isContractor ? 1 : 'x'", ValueTypes.Integer | ValueTypes.Text)]
    [InlineData("null", ValueTypes.Null)]
    [InlineData("user.anything", ValueTypes.Any)]
    [InlineData("Arrays.get(user.tags, 0)", ValueTypes.Any)]
    [InlineData("user.getGroups({'group.type': 'x'}).![name]", ValueTypes.List)]
    public void Knows_what_an_expression_may_give(string text, ValueTypes types) =>
        Assert.Equal(types, Expression.Parse(text).Bind(Schema).ResultType);

    [Fact]
    public void Names_the_attributes_it_reads_in_any_branch_once()
    {
        BoundExpression bound = Expression.Parse("user.age > 1 ? user.login + user.age : source.email + appUser.email + email + user['cost center']").Bind(Schema);
        Assert.Equal(["user.age", "user.login", "appuser.email", "user.cost center"], bound.References.Select(reference => $"{reference.Root}.{reference.Attribute}"));
    }

    [Fact]
    public void A_profile_used_as_a_whole_may_read_any_of_its_attributes()
    {
        BoundExpression bound = Expression.Parse("(user).login + user[appuser.email]").Bind(Schema);
        Assert.Equal(["user.login", "user.*", "appuser.email"], bound.References.Select(reference => $"{reference.Root}.{reference.Attribute}"));
    }

    [Fact]
    public void A_context_of_another_schema_is_refused()
    {
        BoundExpression bound = Expression.Parse("1").Bind(Schema);
        Assert.Throws<ArgumentException>(() => bound.Evaluate(new EvaluationContext(new ExpressionSchemaBuilder().Build())));
    }

    [Fact]
    public void One_context_serves_one_person_after_another()
    {
        BoundExpression bound = Expression.Parse("email ?: userName").Bind(Schema);
        var context = new EvaluationContext(Schema);
        object?[] profile = Schema.FindRoot("appuser")!.NewProfile();
        context.SetProfile("source", profile);
        profile[3] = "ann";
        Assert.Equal("ann", bound.Evaluate(context));
        profile[2] = "ann@x";
        Assert.Equal("ann@x", bound.Evaluate(context));
        context.SetProfile("appuser", null);
        Assert.False(bound.TryEvaluate(context, out _, out ExpressionException? error));
        Assert.Equal(ExpressionErrorKind.Type, error.Kind);
    }
}
