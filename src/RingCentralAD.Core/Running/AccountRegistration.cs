using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Ties a hub to its RingCentral account.</summary>
public static class AccountRegistration
{
    /// <summary>Stores how the account is reached and, at first connect, which one it is.</summary>
    public static async Task<RcAccountInfo> RegisterAsync(IHubStore hub, AccountSettings settings, AccountDescription found, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(found);
        HubIdentity identity = await hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        HubIdentity tied = identity with { AccountId = found.Id, Account = settings };
        await hub.WriteAsync(transaction => transaction.SetAsync(tied, cancellationToken), null, cancellationToken).ConfigureAwait(false);
        return new RcAccountInfo(found.Company, found.Id, settings.Server, settings.ClientId, found.MainNumber);
    }
}
