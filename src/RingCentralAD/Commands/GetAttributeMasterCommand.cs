using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows which attributes have masters of their own, in place of the profile masters.</summary>
/// <remarks>
/// <para>Every other attribute inherits from the profile masters. In a new hub only primaryPhone has one: RingCentral.</para>
/// </remarks>
/// <example>
/// <code>Get-AttributeMaster</code>
/// <para>Shows all overrides.</para>
/// </example>
/// <example>
/// <code>Get-AttributeMaster primaryPhone | Select-Object -ExpandProperty System</code>
/// <para>Shows who masters the phone number.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "AttributeMaster")]
[OutputType(typeof(AttributeMasterInfo))]
public sealed class GetAttributeMasterCommand : HubCmdlet
{
    /// <summary>The hub attribute; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HubAttributeCompleter))]
    public string Attribute { get; set; } = "*";

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        MasterNames names = await MasterNames.LoadAsync(hub, StopToken);
        WildcardPattern pattern = new(Attribute, WildcardOptions.IgnoreCase);
        foreach (AttributeMaster master in await hub.ListAsync<AttributeMaster>(cancellationToken: StopToken))
        {
            if (pattern.IsMatch(master.Attribute))
            {
                WriteObject(new AttributeMasterInfo(master.Attribute, [.. master.Systems.Select(names.NameOf)], master.FallThrough));
            }
        }
    }
}
