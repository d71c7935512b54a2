using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>The columns of app_user that tell whether anything changed and whom it belongs to; only read.</summary>
internal static class AppUserLinkTable
{
    public static TableMap<AppUserLink> Map { get; } = new TableMap<AppUserLink>("app_user", static row => new AppUserLink(
        row.Text(), row.Text(), row.OptionalText(), row.Enum<AppUserState>(), row.Boolean(), row.Boolean(), row.Text(), row.OptionalInteger(), row.OptionalText()))
        .Key(nameof(AppUserLink.SystemId), static row => row.SystemId)
        .Key(nameof(AppUserLink.Key), static row => row.Key)
        .OptionalText(nameof(AppUserLink.UserId), static row => row.UserId)
        .Enum(nameof(AppUserLink.State), static row => row.State)
        .Boolean(nameof(AppUserLink.Enabled), static row => row.Enabled)
        .Boolean(nameof(AppUserLink.InScope), static row => row.InScope)
        .Text(nameof(AppUserLink.Hash), static row => row.Hash)
        .OptionalInteger(nameof(AppUserLink.PrimaryGroupId), static row => row.PrimaryGroupId)
        .OptionalText(nameof(AppUserLink.Mark), static row => row.Mark)
        .AsReadOnly();
}
