using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows groups of the hub: imported, local, by rule, and Everyone.</summary>
/// <remarks>
/// <para>Imported groups come from a directory with their nested members; Everyone holds all active people.</para>
/// </remarks>
/// <example>
/// <code>Get-HubGroup 'RingCentral*'</code>
/// <para>Shows the groups whose name begins so.</para>
/// </example>
/// <example>
/// <code>Get-HubGroup 'RC Pilot' | Get-HubUser</code>
/// <para>Shows who is in a group.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HubGroup")]
[OutputType(typeof(HubGroup))]
public sealed class GetHubGroupCommand : HubCmdlet
{
    /// <summary>The group's name; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IReadOnlyList<HubGroup> groups = [.. (await (await StoreAsync()).ListAsync<HubGroup>(cancellationToken: StopToken)).OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase)];
        foreach (string name in Name)
        {
            NamePatterns wanted = new(name);
            WriteObject(groups.Where(group => wanted.Fit(group.Name)).ToArray(), enumerateCollection: true);
            wanted.Report(this, static name => new RingCentralAdException(
                "HubGroupNotFound", ErrorKind.NotFound, $"The hub has no group '{name}'.", "Get-HubGroup lists them; Import-AdUsers brings the directory's groups.", name));
        }
    }
}
