using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Overrides the profile masters for one attribute; the people whom that concerns are reckoned again at once.</summary>
/// <remarks>
/// <para>The guide's bi-directional sync, "Override profile master": primaryPhone is mastered by RingCentral, everything else by Active Directory. With
/// several systems the first that knows the person gives the value; -FallThrough lets one without a value give way to the next. Hub stands for
/// what Set-HubUser sets by hand. An attribute master never changes a life cycle.</para>
/// <para>With -WhatIf the people whose values would change are emitted, with what changes. Values that no master gives any more are empty; a warning counts them.</para>
/// </remarks>
/// <example>
/// <code>Set-AttributeMaster primaryPhone -System RingCentral</code>
/// <para>The guide's step: RingCentral masters the phone number, and an empty one there does not bring AD's back.</para>
/// </example>
/// <example>
/// <code>Set-AttributeMaster title -System contoso.com, fabrikam.com -FallThrough -WhatIf</code>
/// <para>Shows who would get another title if one domain stood before the other.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "AttributeMaster", SupportsShouldProcess = true)]
[OutputType(typeof(ImportRecord))]
public sealed class SetAttributeMasterCommand : MasterCmdlet
{
    /// <summary>The hub attribute; Get-HubAttribute lists them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The hub attribute; Get-HubAttribute lists them.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(HubAttributeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Attribute { get; set; } = null!;

    /// <summary>Who may give it, best first: ActiveDirectory (every directory), RingCentral, Hub (set by hand), or a directory's name.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Who may give it, best first: ActiveDirectory (every directory), RingCentral, Hub (set by hand), or a directory's name.", Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MasterCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] System { get; set; } = [];

    /// <summary>A system without a value gives way to the next one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter FallThrough { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        HubAttribute attribute = HubSchemaEditor.Find(await hub.ListAsync<HubAttribute>(cancellationToken: StopToken), Attribute);
        MasterNames names = await MasterNames.LoadAsync(hub, StopToken);
        AttributeMaster master = new(attribute.Name, [.. System.Select(names.IdOf).Distinct(StringComparer.Ordinal)], FallThrough);
        AttributeMasterInfo info = new(attribute.Name, [.. master.Systems.Select(names.NameOf)], FallThrough);
        await ApplyAsync(attribute.Name, $"Let it be mastered by {string.Join(FallThrough ? ", else " : ", ", info.System)}", editor => editor.SetAsync(master, StopToken));
    }
}
