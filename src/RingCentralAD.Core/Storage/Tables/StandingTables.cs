using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>The columns of app_user and hub_user that an index holds; only read.</summary>
internal static class StandingTables
{
    public static TableMap<AppUserStanding> AppUsers { get; } = new TableMap<AppUserStanding>("app_user", static row => new AppUserStanding(
        row.Text(), row.Text(), row.OptionalText(), row.Enum<AppUserState>(), row.Boolean(), row.Boolean()))
        .Key(nameof(AppUserStanding.SystemId), static row => row.SystemId)
        .Key(nameof(AppUserStanding.Key), static row => row.Key)
        .OptionalText(nameof(AppUserStanding.UserId), static row => row.UserId)
        .Enum(nameof(AppUserStanding.State), static row => row.State)
        .Boolean(nameof(AppUserStanding.Enabled), static row => row.Enabled)
        .Boolean(nameof(AppUserStanding.InScope), static row => row.InScope)
        .Index(nameof(AppUserStanding.SystemId), nameof(AppUserStanding.State))
        .AsReadOnly();

    public static TableMap<HubUserStanding> HubUsers { get; } = new TableMap<HubUserStanding>(
        "hub_user", static row => new HubUserStanding(row.Text(), row.Enum<HubUserStatus>()))
        .Key(nameof(HubUserStanding.Id), static row => row.Id)
        .Enum(nameof(HubUserStanding.Status), static row => row.Status)
        .Index(nameof(HubUserStanding.Status))
        .AsReadOnly();
}
