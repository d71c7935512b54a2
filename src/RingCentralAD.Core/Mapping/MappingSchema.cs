using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Binds an expression to the names that its direction knows: user outbound, appuser inbound, and source for the side the value comes from.
/// A directory may hold any attribute, so appuser takes whatever name stands after its dot.
/// </summary>
internal static class MappingSchema
{
    public static BoundExpression Bind(MappingDirection direction, string text, IReadOnlyList<HubAttribute> attributes)
    {
        Expression expression = Expression.Parse(text);
        return direction switch
        {
            MappingDirection.AdToHub => BindOpen(expression),
            MappingDirection.RcToHub => expression.Bind(Build("appuser", HubSchema.RingCentralAttributes.Select((name, slot) => new SchemaAttribute(name, slot, ValueTypes.Text))), MappingFunctions.Table),
            _ => expression.Bind(Build("user", attributes.Select((attribute, slot) => new SchemaAttribute(attribute.Name, slot, TypesOf(attribute.Type), Description: attribute.DisplayName))), MappingFunctions.Table),
        };
    }

    private static BoundExpression BindOpen(Expression expression)
    {
        List<SchemaAttribute> names = [.. AppUserNames.Guide.Select((name, slot) => new SchemaAttribute(name, slot))];
        while (true)
        {
            try
            {
                return expression.Bind(Build("appuser", names), MappingFunctions.Table);
            }
            catch (ExpressionException error) when (error.Kind == ExpressionErrorKind.UnknownAttribute && IsMember(expression.Text, error) && names.Count < 1000)
            {
                names.Add(new SchemaAttribute(expression.Text.Substring(error.Position, error.Length), names.Count));
            }
        }
    }

    private static bool IsMember(string text, ExpressionException error)
    {
        string before = text[..error.Position].TrimEnd();
        return error.Length > 0 && (before.EndsWith("appuser.", StringComparison.OrdinalIgnoreCase) || before.EndsWith("source.", StringComparison.Ordinal)
            || before.EndsWith("appuser?.", StringComparison.OrdinalIgnoreCase) || before.EndsWith("source?.", StringComparison.Ordinal));
    }

    private static ExpressionSchema Build(string root, IEnumerable<SchemaAttribute> attributes) =>
        new ExpressionSchemaBuilder().Root(root, attributes).Alias("source", root).Build();

    private static ValueTypes TypesOf(HubAttributeType type) => type switch
    {
        HubAttributeType.Boolean => ValueTypes.Boolean | ValueTypes.Text,
        HubAttributeType.Integer or HubAttributeType.Number => ValueTypes.Number | ValueTypes.Text,
        HubAttributeType.StringArray => ValueTypes.List | ValueTypes.Text,
        _ => ValueTypes.Any & ~ValueTypes.Profile,
    };
}
