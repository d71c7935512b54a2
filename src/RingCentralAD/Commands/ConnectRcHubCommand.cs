using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Commands;

/// <summary>Connects this session to a hub; later commands use it.</summary>
/// <remarks>
/// <para>The connection belongs to this runspace and lasts until Disconnect-RcHub, the module's removal, or the session's end. Without
/// it every cmdlet takes -Hub, then RCAD_HUB, then the standard place.</para>
/// </remarks>
/// <example>
/// <code>Connect-RcHub ./hub.db</code>
/// <para>Opens the hub in the current folder.</para>
/// </example>
/// <example>
/// <code>Connect-RcHub</code>
/// <para>Opens the hub that RCAD_HUB names, or the one in the standard place.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "RcHub")]
[OutputType(typeof(HubInfo))]
public sealed class ConnectRcHubCommand : HubCmdlet
{
    /// <summary>The hub's file, its name in the standard place, or a PostgreSQL connection string.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionString", "Location", "FullName")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        string place = Path ?? Hub?.Location ?? StandardPlaces.DefaultHub;
        if (IsCurrent(place) && !System.IO.Path.IsPathRooted(place))
        {
            WriteObject(await HubOverview.ReadAsync(HubConnection.Current.Current!.Store, Time, StopToken));
            return;
        }

        HubLocation location = Locate(place);
        HubConnection.Current.Current = null;
        IHubStore store = await HubStore.OpenAsync(location, Time, StopToken);
        HubConnection.Current.Current = new HubConnection(store);
        Warn(store);
        await AttachLogAsync(store);
        WriteObject(await HubOverview.ReadAsync(store, Time, StopToken));
    }
}
