using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class ProfileMasterTable
{
    public static TableMap<ProfileMaster> Map { get; } = new TableMap<ProfileMaster>(
        "profile_master", static row => new ProfileMaster(row.Text(), (int)row.Integer(), row.Boolean()))
        .Key(nameof(ProfileMaster.System), static row => row.System)
        .Integer(nameof(ProfileMaster.Priority), static row => row.Priority)
        .Boolean(nameof(ProfileMaster.Enabled), static row => row.Enabled);
}
