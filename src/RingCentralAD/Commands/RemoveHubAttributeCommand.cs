using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Takes an attribute away that Add-HubAttribute added, with the values that people have of it.</summary>
/// <remarks>
/// <para>Refused while mappings, an attribute master or a group's rule use it; the error names them. The values are erased in the hub; systems keep
/// what was sent to them. An attribute that is added again under the same name begins empty.</para>
/// </remarks>
/// <example>
/// <code>Remove-HubAttribute badge -WhatIf</code>
/// <para>Says how many people have a value.</para>
/// </example>
/// <example>
/// <code>Get-HubAttribute | Where-Object Custom | Remove-HubAttribute</code>
/// <para>Takes all added attributes away that nothing uses.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "HubAttribute", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveHubAttributeCommand : HubCmdlet
{
    /// <summary>The attribute's name; Get-HubAttribute lists them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The attribute's name; Get-HubAttribute lists them.", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(HubAttributeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        HubSchemaEditor editor = new(await StoreAsync(), Time);
        try
        {
            HubAttribute attribute = await editor.CheckRemovalAsync(Name, StopToken);
            if (ShouldProcess(attribute.Name, HubSchemaEditor.Describe(await editor.CountAsync(attribute, StopToken))))
            {
                await editor.RemoveAsync(attribute, StopToken);
            }
        }
        catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict or ErrorKind.InvalidInput)
        {
            WriteError(ErrorRecords.From(error, Name));
        }
    }
}
