using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class AttributeMappingTable
{
    public static TableMap<AttributeMapping> Map { get; } = new TableMap<AttributeMapping>("attribute_mapping", static row => new AttributeMapping
    {
        Direction = row.Enum<MappingDirection>(),
        DirectoryId = row.Text(),
        Target = row.Text(),
        Expression = row.Text(),
        Apply = row.Enum<MappingApply>(),
        WhenEmpty = row.Enum<EmptyValue>(),
    })
        .EnumKey(nameof(AttributeMapping.Direction), static row => row.Direction)
        .Key(nameof(AttributeMapping.DirectoryId), static row => row.DirectoryId)
        .Key(nameof(AttributeMapping.Target), static row => row.Target)
        .Text(nameof(AttributeMapping.Expression), static row => row.Expression)
        .Enum(nameof(AttributeMapping.Apply), static row => row.Apply)
        .Enum(nameof(AttributeMapping.WhenEmpty), static row => row.WhenEmpty);
}
