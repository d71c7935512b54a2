using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>The columns of hub_user by which a name is told to be the same person's; only read.</summary>
internal static class HubUserSignTable
{
    public static TableMap<HubUserSigns> Map { get; } = new TableMap<HubUserSigns>(
        "hub_user", static row => new HubUserSigns(row.Text(), row.OptionalText(), row.OptionalText(), row.OptionalText(), row.OptionalText()))
        .Key(nameof(HubUserSigns.Id), static row => row.Id)
        .MatchKey(nameof(HubUserSigns.NameKey), static row => row.NameKey)
        .MatchKey(nameof(HubUserSigns.MailKey), static row => row.MailKey)
        .MatchKey(nameof(HubUserSigns.EmployeeKey), static row => row.EmployeeKey)
        .MatchKey(nameof(HubUserSigns.LoginKey), static row => row.LoginKey)
        .AsReadOnly();
}
