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
        NamePatterns wanted = new(Attribute);
        foreach (AttributeMaster master in await hub.ListAsync<AttributeMaster>(cancellationToken: StopToken))
        {
            if (wanted.Fit(master.Attribute))
            {
                WriteObject(new AttributeMasterInfo(master.Attribute, [.. master.Systems.Select(names.NameOf)], master.FallThrough));
            }
        }

        wanted.Report(this, static name => new RingCentralAdException(
            "AttributeMasterNotFound", ErrorKind.NotFound, $"The attribute '{name}' has no masters of its own: the profile masters hold for it.", "Get-AttributeMaster lists those that have; Set-AttributeMaster gives it one.", name));
    }
}
