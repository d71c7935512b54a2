using System.Management.Automation;
using RingCentralAD.Core.Running;

namespace RingCentralAD;

/// <summary>A cmdlet that may make a key of the identity provider.</summary>
public abstract class SsoCmdlet : HubCmdlet
{
    /// <summary>The folder for the private key's file; the machine's folder of hubs unless given. A key that is there is never overwritten.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyFolder { get; set; }

    private protected string KeyFolderPath => KeyFolder is null ? Path.Combine(StandardPlaces.HubFolder, "keys") : GetUnresolvedProviderPathFromPSPath(KeyFolder);
}
