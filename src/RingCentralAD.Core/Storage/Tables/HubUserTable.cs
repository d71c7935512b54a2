using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class HubUserTable
{
    public static TableMap<HubUser> Map { get; } = new TableMap<HubUser>("hub_user", static row => new HubUser
    {
        Id = row.Text(),
        Status = row.Enum<HubUserStatus>(),
        Profile = row.Attributes(),
        LocalValues = row.Attributes(),
        Hold = row.OptionalText(),
        DeactivatedBy = row.OptionalText(),
        CreatedAt = row.Time(),
        UpdatedAt = row.Time(),
    })
        .Key(nameof(HubUser.Id), static row => row.Id)
        .Enum(nameof(HubUser.Status), static row => row.Status)
        .Json(nameof(HubUser.Profile), static row => AttributeJson.Write(row.Profile))
        .Json(nameof(HubUser.LocalValues), static row => AttributeJson.Write(row.LocalValues))
        .OptionalText(nameof(HubUser.Hold), static row => row.Hold)
        .OptionalText(nameof(HubUser.DeactivatedBy), static row => row.DeactivatedBy)
        .Time(nameof(HubUser.CreatedAt), static row => row.CreatedAt)
        .Time(nameof(HubUser.UpdatedAt), static row => row.UpdatedAt)
        .ComputedKey(nameof(HubUser.LoginKey), static row => row.LoginKey)
        .ComputedKey(nameof(HubUser.MailKey), static row => row.MailKey)
        .ComputedKey(nameof(HubUser.EmployeeKey), static row => row.EmployeeKey)
        .ComputedKey(nameof(HubUser.NameKey), static row => row.NameKey)
        .Unique(nameof(HubUser.LoginKey))
        .Index(nameof(HubUser.MailKey))
        .IndexWhere("employee_key IS NOT NULL", nameof(HubUser.EmployeeKey))
        .Index(nameof(HubUser.NameKey))
        .Index(nameof(HubUser.Status), nameof(HubUser.Id));
}
