using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the mappings.</summary>
/// <remarks>
/// <para>AdToHub brings values from a directory into the hub, RcToHub from RingCentral; HubToRc and HubToAd push them out, HubToSso says who somebody is at sign-on.</para>
/// </remarks>
/// <example>
/// <code>Get-AttributeMapping HubToRc</code>
/// <para>Shows what is sent to RingCentral.</para>
/// </example>
/// <example>
/// <code>Get-AttributeMapping AdToHub -Directory sales.contoso.com</code>
/// <para>Shows what this directory has of its own, in place of the common mappings.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "AttributeMapping")]
[OutputType(typeof(AttributeMapping))]
public sealed class GetAttributeMappingCommand : HubCmdlet
{
    /// <summary>The direction: AdToHub, HubToRc, RcToHub, HubToAd or HubToSso.</summary>
    [Parameter(Position = 0)]
    [DirectionName]
    public MappingDirection? Direction { get; set; }

    /// <summary>The attribute that gets the value; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MappingTargetCompleter))]
    public string Target { get; set; } = "*";

    /// <summary>Only what this directory has of its own; without it all are shown, the common ones first.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        string? only = Directory is null ? null : (await DirectoryRegistration.FindAsync(hub, Directory, StopToken)).Id;
        NamePatterns wanted = new(Target);
        Dictionary<string, string> names = (await hub.ListAsync<DirectoryEntry>(cancellationToken: StopToken)).ToDictionary(entry => entry.Id, entry => entry.Name, StringComparer.Ordinal);
        IReadOnlyList<AttributeMapping> mappings = await hub.ListAsync<AttributeMapping>(cancellationToken: StopToken);
        foreach (AttributeMapping mapping in mappings.OrderBy(mapping => mapping.Direction).ThenBy(mapping => mapping.Target, StringComparer.Ordinal).ThenBy(mapping => mapping.DirectoryId, StringComparer.Ordinal))
        {
            if ((Direction is null || mapping.Direction == Direction) && (only is null || mapping.DirectoryId == only) && wanted.Fit(mapping.Target))
            {
                PSObject shown = new(mapping);
                shown.Properties.Add(new PSNoteProperty("Directory", mapping.DirectoryId.Length == 0 ? null : names.GetValueOrDefault(mapping.DirectoryId, mapping.DirectoryId)));
                WriteObject(shown);
            }
        }

        string where = $"{(Direction is null ? "" : $" of direction {Direction}")}{(Directory is null ? "" : $" of {Directory} alone")}";
        wanted.Report(this, name => new RingCentralAdException(
            "MappingNotFound", ErrorKind.NotFound, $"There is no mapping{where} for '{name}'.",
            $"List them with Get-AttributeMapping{(Direction is null ? "" : $" {Direction}")}; Set-AttributeMapping makes one.", name));
    }
}
