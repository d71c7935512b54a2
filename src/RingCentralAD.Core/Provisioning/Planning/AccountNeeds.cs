using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Reads what a plan needs to know of the account beyond its extensions: only the lists that mappings name, and the stock only where somebody is to get a number.</summary>
internal static class AccountNeeds
{
    private static readonly string[] s_languages = ["language", "greetingLanguage", "formattingLocale"];

    /// <summary>Reads them into the facts.</summary>
    public static async Task CompleteAsync(AccountFacts facts, IAccount account, MappingCatalog mappings, CancellationToken cancellationToken)
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
        facts.Complete(lists, [], account.Allowances);
    }

    /// <summary>Reads the stock into the facts where the plan gives numbers out: a page of it costs as much as an update of 500 people.</summary>
    public static async Task StockAsync(AccountFacts facts, IAccount account, ProvisioningOptions options, IEnumerable<PersonDiff> diffs, CancellationToken cancellationToken)
    {
        if (options.AssignNumbers && diffs.Any(diff => diff.Kind == DiffKind.Join || diff.OwesNumber))
        {
            facts.Complete(facts.Lists, await StockAsync(account, cancellationToken).ConfigureAwait(false), facts.Allowances);
        }
    }

    /// <summary>Reads into the facts how long an extension number may be, where somebody is to get one of their own.</summary>
    public static async Task LongestNumberAsync(AccountFacts facts, IAccount account, IEnumerable<PersonDiff> diffs, CancellationToken cancellationToken)
    {
        if (diffs.Any(diff => diff.WantedNumber is not null) && await account.ReadLongestNumberAsync(cancellationToken).ConfigureAwait(false) is { } longest)
        {
            facts.LongestNumber = longest;
        }
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
