using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class HubGroupTable
{
    public static TableMap<HubGroup> Map { get; } = new TableMap<HubGroup>("hub_group", static row => new HubGroup
    {
        Id = row.Text(),
        Name = row.Text(),
        Kind = row.Enum<HubGroupKind>(),
        SystemId = row.Text(),
        Key = row.Text(),
        Place = row.OptionalText(),
        PrimaryGroupId = row.OptionalInteger(),
        Description = row.OptionalText(),
        Rule = row.OptionalText(),
        State = row.Enum<AppUserState>(),
        MembersUnknown = row.Boolean(),
    })
        .Key(nameof(HubGroup.Id), static row => row.Id)
        .Text(nameof(HubGroup.Name), static row => row.Name)
        .Enum(nameof(HubGroup.Kind), static row => row.Kind)
        .Text(nameof(HubGroup.SystemId), static row => row.SystemId)
        .Text(nameof(HubGroup.Key), static row => row.Key)
        .OptionalText(nameof(HubGroup.Place), static row => row.Place)
        .OptionalInteger(nameof(HubGroup.PrimaryGroupId), static row => row.PrimaryGroupId)
        .OptionalText(nameof(HubGroup.Description), static row => row.Description)
        .OptionalText(nameof(HubGroup.Rule), static row => row.Rule)
        .Enum(nameof(HubGroup.State), static row => row.State)
        .Boolean(nameof(HubGroup.MembersUnknown), static row => row.MembersUnknown)
        .ComputedKey(nameof(HubGroup.NameKey), static row => row.NameKey)
        .Index(nameof(HubGroup.NameKey))
        .IndexWhere("primary_group_id IS NOT NULL", nameof(HubGroup.SystemId), nameof(HubGroup.PrimaryGroupId))
        .UniqueWhere("kind = 'Imported'", static row => row.Kind == HubGroupKind.Imported, nameof(HubGroup.SystemId), nameof(HubGroup.Key));
}
