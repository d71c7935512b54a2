using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Takes an attribute's own masters away: it inherits from the profile masters again.</summary>
/// <remarks>
/// <para>The people whom that concerns are reckoned again at once; with -WhatIf they are emitted, with what would change.</para>
/// </remarks>
/// <example>
/// <code>Remove-AttributeMaster title</code>
/// <para>The title follows the profile masters again.</para>
/// </example>
/// <example>
/// <code>Get-AttributeMaster | Remove-AttributeMaster -WhatIf</code>
/// <para>Shows what would change if nothing were overridden.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "AttributeMaster", SupportsShouldProcess = true)]
[OutputType(typeof(ImportRecord))]
public sealed class RemoveAttributeMasterCommand : MasterCmdlet
{
    /// <summary>The hub attribute; Get-HubAttribute lists them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The hub attribute; Get-HubAttribute lists them.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(HubAttributeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Attribute { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        AttributeMaster? master = (await hub.ListAsync<AttributeMaster>(cancellationToken: StopToken)).FirstOrDefault(row => string.Equals(row.Attribute, Attribute, StringComparison.OrdinalIgnoreCase));
        if (master is null)
        {
            WriteError(ErrorRecords.From(new RingCentralAdException(
                "AttributeMasterNotFound", ErrorKind.NotFound, $"'{Attribute}' has no masters of its own.", "Get-AttributeMaster lists those that have.", Attribute)));
            return;
        }

        await ApplyAsync(master.Attribute, "Let it inherit from the profile masters", editor => editor.RemoveAsync(master.Attribute, StopToken));
    }
}
