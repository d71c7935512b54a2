using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Commands;

/// <summary>Makes a hub and connects this session to it.</summary>
/// <remarks>
/// <para>A hub keeps people, mappings, masters, groups, assignments and what was done. It is one SQLite file, made for its owner alone, or a
/// PostgreSQL database shared by several sync machines. It never holds a secret.</para>
/// <para>A new hub has the guide's mappings: 11 from AD, 10 to RingCentral, 5 back, and one to AD, which does nothing until write-back is
/// switched on with Set-AdDirectory -WriteBack $true.</para>
/// </remarks>
/// <example>
/// <code>New-RcHub ./hub.db -Company Contoso</code>
/// <para>Makes a hub in the current folder.</para>
/// </example>
/// <example>
/// <code>New-RcHub 'Host=db1;Database=hub;Username=sync' -Company Contoso</code>
/// <para>Makes a hub in a PostgreSQL database.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "RcHub", SupportsShouldProcess = true)]
[OutputType(typeof(HubInfo))]
public sealed class NewRcHubCommand : HubCmdlet
{
    /// <summary>The hub's file, or a PostgreSQL connection string.</summary>
    [Parameter(Position = 0)]
    [Alias("ConnectionString")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The company's name: prompts, plans and reports begin with it.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The company's name: prompts, plans and reports begin with it.")]
    [ValidateNotNullOrEmpty]
    public string Company { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        string place = Path ?? Hub?.Location ?? StandardPlaces.DefaultHub;
        HubLocation location = Locate(place);
        if (!ShouldProcess(location.ToString(), $"Make the hub of {Company}"))
        {
            return;
        }

        if (Path is null && location.IsFile)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(location.Path)!);
        }

        IHubStore store = await NewHub.CreateAsync(location, Company, Time, StopToken);
        Warn(store);
        HubConnection.Current.Current = new HubConnection(store);
        WriteObject(await HubOverview.ReadAsync(store, Time, StopToken));
    }
}
