using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// The names that a direction knows: user outbound, appuser inbound, and source for the side the value comes from.
/// A directory may hold any attribute, so its appuser takes whatever name stands after the dot.
/// </summary>
public static class MappingSchema
{
    /// <summary>The schema of a direction.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="attributes">The hub user's schema.</param>
    /// <param name="directoryNames">Attributes that a directory is known to have, for warnings and completion; none where expressions are only evaluated.</param>
    public static ExpressionSchema For(MappingDirection direction, IReadOnlyList<HubAttribute> attributes, IEnumerable<string>? directoryNames = null)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ExpressionSchemaBuilder builder = new();

        // What hangs on an extension's number is not asked for before the extension has one (RingCentralNumbers).
        return (direction switch
        {
            MappingDirection.AdToHub => builder.OpenRoot("appuser", (directoryNames ?? []).Select((name, slot) => new SchemaAttribute(name, slot, ValueTypes.Any & ~ValueTypes.Profile, Description: AppUserNames.Describe(name))))
                .Alias("source", "appuser").Alias("active_directory", "appuser"),
            MappingDirection.RcToHub => builder.Root("appuser", HubSchema.RingCentralAttributes.Select((name, slot) => new SchemaAttribute(name, slot, ValueTypes.Text, name != "extensionNumber", "RingCentral"))).Alias("source", "appuser"),
            _ => builder.Root("user", attributes.Select((attribute, slot) => new SchemaAttribute(attribute.Name, slot, TypesOf(attribute.Type), !attribute.Required, $"{attribute.DisplayName} ({attribute.Type})"))).Alias("source", "user"),
        }).Build();
    }

    internal static BoundExpression Bind(MappingDirection direction, string text, IReadOnlyList<HubAttribute> attributes, IEnumerable<string>? directoryNames = null) =>
        Expression.Parse(text).Bind(For(direction, attributes, directoryNames), MappingFunctions.Table);

    private static ValueTypes TypesOf(HubAttributeType type) => type switch
    {
        HubAttributeType.Boolean => ValueTypes.Boolean | ValueTypes.Text,
        HubAttributeType.Integer or HubAttributeType.Number => ValueTypes.Number | ValueTypes.Text,
        HubAttributeType.StringArray => ValueTypes.List | ValueTypes.Text,
        _ => ValueTypes.Text,
    };
}
