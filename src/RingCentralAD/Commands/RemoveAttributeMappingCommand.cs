using System.Management.Automation;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Takes a mapping away; the target keeps the values it has.</summary>
/// <remarks>
/// <para>After an inbound mapping is removed, the next import reckons everybody's values again.</para>
/// </remarks>
/// <example>
/// <code>Remove-AttributeMapping HubToAd telephoneNumber</code>
/// <para>Nothing is written into telephoneNumber any more.</para>
/// </example>
/// <example>
/// <code>Get-AttributeMapping AdToHub -Directory sales.contoso.com | Remove-AttributeMapping</code>
/// <para>Takes away what this directory has of its own; from then on the common mappings hold for it.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "AttributeMapping", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveAttributeMappingCommand : HubCmdlet
{
    /// <summary>The direction: AdToHub, HubToRc, RcToHub, HubToAd or HubToSso.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The direction: AdToHub, HubToRc, RcToHub, HubToAd or HubToSso.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [DirectionName]
    public MappingDirection Direction { get; set; }

    /// <summary>The attribute that gets the value.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The attribute that gets the value.", Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MappingTargetCompleter))]
    public string Target { get; set; } = null!;

    /// <summary>The one for this directory; else the one for all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DirectoryId")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync() => TryAsync(Target, RemoveAsync);

    private async Task RemoveAsync()
    {
        IHubStore hub = await StoreAsync();
        string directory = string.IsNullOrEmpty(Directory) ? "" : (await DirectoryRegistration.FindAsync(hub, Directory, StopToken)).Id;
        if (ShouldProcess($"{Direction} {Target}{(directory.Length == 0 ? "" : $" of {Directory}")}", "Remove the mapping"))
        {
            await new MappingEditor(hub).RemoveAsync(Direction, directory, Target, StopToken);
        }
    }
}
