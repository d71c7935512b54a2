using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD;

/// <summary>A cmdlet that may make a key of the identity provider.</summary>
public abstract class SsoCmdlet : HubCmdlet
{
    /// <summary>The folder for the private key's file; keys, beside the hub's file, unless given; for a hub in PostgreSQL in the machine's folder of hubs. A key that is there is never overwritten.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyFolder { get; set; }

    private protected string KeyFolderOf(IHubStore hub) => KeyFolder is null ? StandardPlaces.KeyFolderOf(hub.Location) : GetUnresolvedProviderPathFromPSPath(KeyFolder);
}
