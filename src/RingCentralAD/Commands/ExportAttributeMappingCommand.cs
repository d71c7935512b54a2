using System.Management.Automation;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Writes the mappings into a readable JSON file.</summary>
/// <remarks>
/// <para>The same mappings always give the same bytes, so that the file can be kept under version control and compared. Import-AttributeMapping reads it,
/// here or in another hub; a mapping of one directory only is kept with the directory's name.</para>
/// </remarks>
/// <example>
/// <code>Export-AttributeMapping mappings.json</code>
/// <para>Writes all mappings.</para>
/// </example>
/// <example>
/// <code>Export-AttributeMapping torc.json -Direction HubToRc -NoClobber</code>
/// <para>Writes what is sent to RingCentral, unless the file is there.</para>
/// </example>
[Cmdlet(VerbsData.Export, "AttributeMapping", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAttributeMappingCommand : FileExportCmdlet
{
    /// <summary>Only this direction: AdToHub, HubToRc, RcToHub, HubToAd or HubToSso.</summary>
    [Parameter(Position = 1)]
    public MappingDirection? Direction { get; set; }

    /// <summary>Only this target; wildcards are allowed.</summary>
    [Parameter(Position = 2)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MappingTargetCompleter))]
    public string Target { get; set; } = "*";

    /// <summary>Only what this directory has of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        WildcardPattern pattern = new(Target, WildcardOptions.IgnoreCase);
        IHubStore hub = await StoreAsync();
        string? only = Directory is null ? null : (await DirectoryRegistration.FindAsync(hub, Directory, StopToken)).Id;
        byte[] content = await MappingExport.WriteAsync(
            hub,
            mapping => (Direction is null || mapping.Direction == Direction) && pattern.IsMatch(mapping.Target) && (only is null || mapping.DirectoryId == only),
            StopToken);
        await WriteFileAsync(path, content, "Write the mappings", "MappingFileExists");
    }
}
