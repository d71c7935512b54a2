using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows the mappings.</summary>
/// <remarks>
/// <para>AdToHub brings values from a directory into the hub, RcToHub from RingCentral; HubToRc and HubToAd push them out.</para>
/// </remarks>
/// <example>
/// <code>Get-AttributeMapping HubToRc</code>
/// <para>Shows what is sent to RingCentral.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "AttributeMapping")]
[OutputType(typeof(AttributeMapping))]
public sealed class GetAttributeMappingCommand : HubCmdlet
{
    /// <summary>The direction: AdToHub, HubToRc, RcToHub or HubToAd.</summary>
    [Parameter(Position = 0)]
    public MappingDirection? Direction { get; set; }

    /// <summary>The attribute that gets the value; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MappingTargetCompleter))]
    public string Target { get; set; } = "*";

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        WildcardPattern pattern = new(Target, WildcardOptions.IgnoreCase);
        IReadOnlyList<AttributeMapping> mappings = await (await StoreAsync()).ListAsync<AttributeMapping>(cancellationToken: StopToken);
        foreach (AttributeMapping mapping in mappings.OrderBy(mapping => mapping.Direction).ThenBy(mapping => mapping.Target, StringComparer.Ordinal))
        {
            if ((Direction is null || mapping.Direction == Direction) && pattern.IsMatch(mapping.Target))
            {
                WriteObject(mapping);
            }
        }
    }
}
