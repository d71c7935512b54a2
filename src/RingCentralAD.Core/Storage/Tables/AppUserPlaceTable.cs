using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>The columns of app_user that tell where an entry is; only read.</summary>
internal static class AppUserPlaceTable
{
    public static TableMap<AppUserPlace> Map { get; } = new TableMap<AppUserPlace>(
        "app_user", static row => new AppUserPlace(row.Text(), row.Text(), row.Enum<AppUserState>(), row.Text()))
        .Key(nameof(AppUserPlace.SystemId), static row => row.SystemId)
        .Key(nameof(AppUserPlace.Key), static row => row.Key)
        .Enum(nameof(AppUserPlace.State), static row => row.State)
        .Text(nameof(AppUserPlace.Place), static row => row.Place)
        .AsReadOnly();
}
