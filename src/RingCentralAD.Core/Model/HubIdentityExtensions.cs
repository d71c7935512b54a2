namespace RingCentralAD.Core.Model;

/// <summary>Reads who a hub is.</summary>
public static class HubIdentityExtensions
{
    /// <summary>The hub's identity; a database without one holds no hub (<c>HubNotADatabase</c>).</summary>
    public static async Task<HubIdentity> GetIdentityAsync(this IHubReader hub, CancellationToken cancellationToken = default) =>
        await hub.FindSettingAsync<HubIdentity>(cancellationToken).ConfigureAwait(false)
        ?? throw new RingCentralAdException("HubNotADatabase", ErrorKind.Data, "This database holds no hub.", "Make one with New-RcHub.");
}
