using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Reads what a plan needs to know of the account beyond its extensions: only the lists that mappings name, and only the stock that options use.</summary>
internal static class AccountNeeds
{
    private static readonly string[] s_languages = ["language", "greetingLanguage", "formattingLocale"];

    /// <summary>Reads them into the facts.</summary>
    public static async Task CompleteAsync(AccountFacts facts, IAccount account, MappingCatalog mappings, ProvisioningOptions options, CancellationToken cancellationToken)
    {
        HashSet<string> targets = [.. mappings.Outbound(MappingDirection.HubToRc, "").Where(mapping => !mapping.IsDummy).Select(mapping => mapping.Mapping.Target)];
        AccountLists lists = new()
        {
            Sites = targets.Contains("site") ? await account.ListSitesAsync(cancellationToken).ConfigureAwait(false) : [],
            Roles = targets.Contains("role") ? await account.ListRolesAsync(cancellationToken).ConfigureAwait(false) : [],
            CostCenters = targets.Contains("costCenter") ? await account.ListCostCentersAsync(cancellationToken).ConfigureAwait(false) : [],
            Timezones = targets.Contains("timezone") ? await account.ListTimezonesAsync(cancellationToken).ConfigureAwait(false) : [],
            Languages = targets.Overlaps(s_languages) ? await account.ListLanguagesAsync(cancellationToken).ConfigureAwait(false) : [],
        };
        facts.Complete(lists, options is { AssignNumbers: true, CreateUsers: true } ? await StockAsync(account, cancellationToken).ConfigureAwait(false) : [], account.Allowances);
    }

    /// <summary>What can be given out: whole numbers of voice, ready, in the order of the list.</summary>
    private static async Task<IReadOnlyList<PhoneNumber>> StockAsync(IAccount account, CancellationToken cancellationToken)
    {
        List<PhoneNumber> stock = [];
        await foreach (PhoneNumber number in account.ReadStockAsync("Inventory", cancellationToken).ConfigureAwait(false))
        {
            if (number is { ExtensionId: null, Status: null or "Normal" or "PortedIn", Type: null or "VoiceFax" or "VoiceOnly" } && !number.IsTollFree)
            {
                stock.Add(number);
            }
        }

        return stock;
    }
}
