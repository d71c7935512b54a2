using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Looks, without changing anything, whether an account can be provisioned: rights, limits, what is left, addresses used twice.</summary>
public sealed class AccountChecks
{
    /// <summary>App scopes that provisioning needs, and what for (API.md, section 4).</summary>
    private static readonly (string Scope, string For)[] s_scopes =
    [
        ("ReadAccounts", "reading extensions and numbers"), ("EditExtensions", "updating and disabling extensions"), ("EditAccounts", "making and deleting extensions, giving numbers"),
    ];

    /// <summary>Permissions of the user's role that provisioning needs (API.md, section 12, x-user-permission).</summary>
    private static readonly (string Permission, string For)[] s_permissions =
    [
        ("ReadCompanyInfo", "reading who the account is"), ("ReadExtensions", "reading extensions"), ("ReadCompanyPhoneNumbers", "reading the account's numbers"),
        ("ReadUserPhoneNumbers", "reading a person's numbers"), ("EditUserInfo", "updating people"), ("EditExtensionInfo", "updating many people at once"),
        ("AddRemoveUsers", "making extensions"), ("Users", "deleting extensions"),
    ];

    private readonly RingCentralAccount _account;

    /// <summary>Makes it for an open account.</summary>
    public AccountChecks(RingCentralAccount account) => _account = account;

    /// <summary>Runs the checks; each comes as it is known.</summary>
    public async IAsyncEnumerable<AccountCheck> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<Extension> extensions = [];
        await foreach (Extension extension in _account.ReadExtensionsAsync(cancellationToken).ConfigureAwait(false))
        {
            extensions.Add(extension);
        }

        yield return SignedIn(extensions);
        foreach (AccountCheck check in Scopes())
        {
            yield return check;
        }

        foreach (AccountCheck check in await PermissionsAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return check;
        }

        yield return Plan(await _account.ReadServiceInfoAsync(cancellationToken).ConfigureAwait(false));
        int free = extensions.Count(extension => extension is { Status: "Unassigned", Type: "User" or "DigitalUser" });
        yield return new AccountCheck(
            "Unassigned", free > 0, "Unassigned extensions", string.Create(CultureInfo.InvariantCulture, $"{free:N0} left, each with its licence and line"),
            free > 0 ? null : "Add licences or lines in the RingCentral service web portal, or allow new extensions with Set-RcProvisioningOption -CreateMode.");
        int stock = 0;
        await foreach (PhoneNumber _ in _account.ReadStockAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            stock++;
        }

        yield return new AccountCheck("Inventory", true, "Phone numbers", string.Create(CultureInfo.InvariantCulture, $"{stock:N0} in the inventory"));
        foreach (IGrouping<string, Extension> twice in extensions
            .Where(extension => extension.Status != "Unassigned" && MatchKey.Of(extension.Attributes.Text("email")) is not null)
            .GroupBy(extension => MatchKey.Of(extension.Attributes.Text("email"))!, StringComparer.Ordinal)
            .Where(group => group.Count() > 1))
        {
            yield return new AccountCheck(
                "DuplicateMail", false, twice.First().Attributes.Text("email")!, $"used by extensions {string.Join(", ", twice.Select(extension => $"{extension.Number} '{extension.Name}'"))}",
                "Give each an address of its own in the RingCentral service web portal: nobody is matched by an address that several have.");
        }

        // Last, so that the answers above have told the limits.
        foreach (RequestBudget budget in _account.Budgets)
        {
            yield return new AccountCheck(
                "RateLimit", true, budget.Group,
                string.Create(CultureInfo.InvariantCulture, $"{budget.Limit:N0} requests per {budget.Window.TotalSeconds:N0} s, {budget.Remaining:N0} left now{(budget.Known ? "" : " (published default; not heard yet)")}"));
        }
    }

    private AccountCheck SignedIn(List<Extension> extensions)
    {
        Extension? me = extensions.Find(extension => extension.Id == _account.SignedInAs);
        return new AccountCheck(
            "SignedIn", true, me?.Name ?? _account.SignedInAs ?? "(not told)",
            $"{_account.Description.Company}, account {_account.Description.Id}{(me is null ? "" : $", extension {me.Number}, {me.Attributes.Text("email")}")}");
    }

    private IEnumerable<AccountCheck> Scopes() => s_scopes.Select(needed =>
    {
        // EditAccounts includes the other two.
        bool has = _account.Scopes.Contains(needed.Scope, StringComparer.OrdinalIgnoreCase) || _account.Scopes.Contains("EditAccounts", StringComparer.OrdinalIgnoreCase);
        return new AccountCheck(
            "Scope", has, needed.Scope, has ? $"granted, for {needed.For}" : $"missing, for {needed.For}",
            has ? null : $"Give the app the scope {needed.Scope} in RingCentral's Developer Console (EditAccounts has to be asked for), then connect again.");
    });

    private async Task<IReadOnlyList<AccountCheck>> PermissionsAsync(CancellationToken cancellationToken)
    {
        HashSet<string> has;
        try
        {
            has = [.. (await _account.ReadPermissionsAsync(cancellationToken).ConfigureAwait(false)).Select(permission => permission.Id)];
        }
        catch (AccountException error) when (error.Failure == AccountFailure.Denied)
        {
            return [new AccountCheck("Permission", false, "(all)", error.Message, error.Remedy)];
        }

        return
        [
            .. s_permissions.Select(needed => new AccountCheck(
                "Permission", has.Contains(needed.Permission), needed.Permission, has.Contains(needed.Permission) ? $"held, for {needed.For}" : $"missing, for {needed.For}",
                has.Contains(needed.Permission) ? null : $"Give the user whose JWT is used a role with the permission {needed.Permission} (Admin Portal, Users, Roles).")),
        ];
    }

    private static AccountCheck Plan(ServiceInfo info) => new(
        "Plan", true, info.Plan ?? "(not told)",
        string.Create(CultureInfo.InvariantCulture, $"{info.BillingPlan}; lines included: {info.IncludedLines?.ToString(CultureInfo.InvariantCulture) ?? "not told"}; extension numbers of up to {info.MaxExtensionNumberLength ?? 8} digits. RingCentral tells no count of licences."));
}
