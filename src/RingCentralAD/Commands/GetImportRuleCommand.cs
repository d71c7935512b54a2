using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows what imports may confirm and activate by themselves.</summary>
/// <remarks>
/// <para>An ambiguous match always waits, whatever the rules say.</para>
/// </remarks>
/// <example>
/// <code>Get-ImportRule</code>
/// <para>Shows the rules.</para>
/// </example>
/// <example>
/// <code>(Get-ImportRule).Guard</code>
/// <para>Shows from how many people on an import is stopped.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ImportRule")]
[OutputType(typeof(ImportRules))]
public sealed class GetImportRuleCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync() => WriteObject(await (await StoreAsync()).GetAsync<ImportRules>(StopToken));
}
