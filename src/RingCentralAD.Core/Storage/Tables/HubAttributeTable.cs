using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class HubAttributeTable
{
    public static TableMap<HubAttribute> Map { get; } = new TableMap<HubAttribute>("hub_attribute", static row => new HubAttribute
    {
        Name = row.Text(),
        DisplayName = row.Text(),
        Type = row.Enum<HubAttributeType>(),
        MinLength = (int?)row.OptionalInteger(),
        MaxLength = (int?)row.OptionalInteger(),
        Required = row.Boolean(),
        Custom = row.Boolean(),
    })
        .Key(nameof(HubAttribute.Name), static row => row.Name)
        .Text(nameof(HubAttribute.DisplayName), static row => row.DisplayName)
        .Enum(nameof(HubAttribute.Type), static row => row.Type)
        .OptionalInteger(nameof(HubAttribute.MinLength), static row => row.MinLength)
        .OptionalInteger(nameof(HubAttribute.MaxLength), static row => row.MaxLength)
        .Boolean(nameof(HubAttribute.Required), static row => row.Required)
        .Boolean(nameof(HubAttribute.Custom), static row => row.Custom);
}
