using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>The column of app_user that tells whom an entry belongs to; saved without the rest.</summary>
internal static class AppUserOwnerTable
{
    public static TableMap<AppUserOwner> Map { get; } = new TableMap<AppUserOwner>(
        "app_user", static row => new AppUserOwner(row.Text(), row.Text(), row.OptionalText()))
        .Key(nameof(AppUserOwner.SystemId), static row => row.SystemId)
        .Key(nameof(AppUserOwner.Key), static row => row.Key)
        .OptionalText(nameof(AppUserOwner.UserId), static row => row.UserId)
        .AsUpdatesOnly();
}
