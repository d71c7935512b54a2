using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>The state as JSON whose order depends on nothing but the state.</summary>
internal static class StateDump
{
    public static string Write(IReadOnlyList<Account> accounts) =>
        JsonSerializer.Serialize(new { accounts = accounts.Select(One) }, SimulatorJson.Options);

    private static object One(Account account)
    {
        lock (account.Gate)
        {
            return new
            {
                account.Id,
                account.CompanyName,
                account.Status,
                account.Address,
                account.Regional,
                account.Licences,
                account.NumbersBought,
                account.DefaultRole,
                account.Sites,
                account.CostCenters,
                account.CustomFields,
                Roles = account.Roles.Select(r => r.Id + " " + r.DisplayName).ToArray(),
                account.Templates,
                Mails = account.Mails.Select(m => new { m.Kind, m.To, m.ExtensionId }).ToArray(),
                Extensions = account.ExtensionTable.Ordered.Select(Extension).ToArray(),
                Numbers = account.NumberTable.Ordered.ToArray(),
                Devices = account.DeviceTable.Ordered.ToArray(),
            };
        }
    }

    private static object Extension(Extension e) => new
    {
        e.Id,
        e.Type,
        e.Status,
        e.StatusReason,
        e.StatusComment,
        e.ExtensionNumber,
        e.Name,
        e.Contact,
        e.SetupWizardState,
        e.PartnerId,
        e.References,
        e.Regional,
        e.SiteId,
        e.CostCenterId,
        e.CustomFields,
        e.Roles,
        e.Hidden,
        e.HasPassword,
    };
}
