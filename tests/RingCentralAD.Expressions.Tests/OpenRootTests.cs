namespace RingCentralAD.Expressions.Tests;

/// <summary>A directory may hold any attribute: an open root takes every name.</summary>
public sealed class OpenRootTests
{
    private readonly ExpressionSchema _schema = new ExpressionSchemaBuilder()
        .OpenRoot("appuser", [new("mail", 0), new("telephoneNumber", 1)])
        .Alias("source", "appuser")
        .Build();

    [Fact]
    public void A_new_name_gets_the_next_slot()
    {
        BoundExpression bound = Expression.Parse("appuser.mail + source.extensionAttribute7 + appUser['msDS-cloudExtensionAttribute1']").Bind(_schema);
        SchemaRoot root = _schema.Roots[0];
        Assert.Equal(["mail", "telephoneNumber", "extensionAttribute7", "msDS-cloudExtensionAttribute1"], root.Attributes.Select(attribute => attribute.Name));
        Assert.Equal([0, 1, 2, 3], root.Attributes.Select(attribute => attribute.Slot));
        Assert.Equal(3, bound.References.Count);

        var context = new EvaluationContext(_schema);
        context.SetProfile("appuser", ["a", "b", "c", "d"]);
        Assert.Equal("acd", bound.Evaluate(context));
    }

    [Fact]
    public void A_profile_made_before_has_null_there()
    {
        var context = new EvaluationContext(_schema);
        context.SetProfile("appuser", _schema.Roots[0].NewProfile());
        Assert.Null(Expression.Parse("appuser.fresh").Bind(_schema).Evaluate(context));
    }

    [Fact]
    public void A_slip_of_the_finger_is_warned_about()
    {
        ExpressionWarning warning = Assert.Single(Expression.Parse("appuser.telephonenumber").Bind(_schema).Warnings);
        Assert.Equal(("unknown-name", 8), (warning.Id, warning.Position));
        Assert.Contains("appuser.telephoneNumber", warning.Message, StringComparison.Ordinal);
        Assert.Empty(Expression.Parse("appuser.extensionAttribute7").Bind(_schema).Warnings);
    }

    [Fact]
    public void A_bare_name_must_be_known() =>
        Assert.Throws<ExpressionException>(() => Expression.Parse("telephonenumber").Bind(_schema));

    [Fact]
    public void Many_may_bind_at_once()
    {
        Parallel.For(0, 200, i => Expression.Parse($"appuser.a{i % 50}").Bind(_schema));
        SchemaRoot root = _schema.Roots[0];
        Assert.Equal(52, root.Attributes.Count);
        Assert.Equal(Enumerable.Range(0, 52), root.Attributes.Select(attribute => attribute.Slot).Order());
    }
}
