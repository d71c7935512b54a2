using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class AppUserTable
{
    public static TableMap<AppUser> Map { get; } = new TableMap<AppUser>("app_user", static row => new AppUser
    {
        SystemId = row.Text(),
        Key = row.Text(),
        UserId = row.OptionalText(),
        State = row.Enum<AppUserState>(),
        Enabled = row.Boolean(),
        InScope = row.Boolean(),
        Place = row.Text(),
        ParentKey = row.OptionalText(),
        Attributes = row.Attributes(),
        Hash = row.Text(),
        MailKey = row.OptionalText(),
        ReadAt = row.Time(),
        Mark = row.OptionalText(),
    })
        .Key(nameof(AppUser.SystemId), static row => row.SystemId)
        .Key(nameof(AppUser.Key), static row => row.Key)
        .OptionalText(nameof(AppUser.UserId), static row => row.UserId)
        .Enum(nameof(AppUser.State), static row => row.State)
        .Boolean(nameof(AppUser.Enabled), static row => row.Enabled)
        .Boolean(nameof(AppUser.InScope), static row => row.InScope)
        .Text(nameof(AppUser.Place), static row => row.Place)
        .OptionalText(nameof(AppUser.ParentKey), static row => row.ParentKey)
        .Json(nameof(AppUser.Attributes), static row => AttributeJson.Write(row.Attributes))
        .Text(nameof(AppUser.Hash), static row => row.Hash)
        .MatchKey(nameof(AppUser.MailKey), static row => row.MailKey)
        .Time(nameof(AppUser.ReadAt), static row => row.ReadAt)
        .OptionalText(nameof(AppUser.Mark), static row => row.Mark)
        .ComputedInteger(nameof(AppUser.PrimaryGroupId), static row => row.PrimaryGroupId)
        .UniqueWhere("user_id IS NOT NULL", static row => row.UserId is not null, nameof(AppUser.UserId), nameof(AppUser.SystemId))
        .IndexWhere("user_id IS NULL", nameof(AppUser.SystemId), nameof(AppUser.State), nameof(AppUser.Enabled), nameof(AppUser.InScope))
        .Index(nameof(AppUser.SystemId), nameof(AppUser.MailKey))
        .Index(nameof(AppUser.SystemId), nameof(AppUser.ParentKey))
        .IndexWhere("user_id IS NOT NULL", nameof(AppUser.SystemId), nameof(AppUser.State), nameof(AppUser.Enabled), nameof(AppUser.InScope));
}
