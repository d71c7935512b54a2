using System.Management.Automation;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Writes all that a hub is configured by into one readable JSON file.</summary>
/// <remarks>
/// <para>Company and account, directories with their scope, attributes, mappings, masters, groups of the hub, assigned groups, import rules, provisioning
/// options, exclusions, change windows; schedules are described. No people, no secret: only where a secret is. Not in the file are words that end by
/// themselves or concern people: suspensions, holds, consents to first runs, members of local groups, direct assignments.</para>
/// <para>The same configuration always gives the same bytes, so that the file is kept under version control and reviewed there. Everything in it goes by
/// names, so that another hub can import it. Import-RcConfiguration reads it, and notices by "basedOn" when somebody changed the hub meanwhile.</para>
/// </remarks>
/// <example>
/// <code>Export-RcConfiguration contoso.json; git diff contoso.json</code>
/// <para>Shows what was changed since the file was last written.</para>
/// </example>
/// <example>
/// <code>Export-RcConfiguration contoso.json -Hub /var/lib/RingCentralAD/hub.db -NoClobber</code>
/// <para>Writes the configuration of another hub, unless the file is there.</para>
/// </example>
[Cmdlet(VerbsData.Export, "RcConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRcConfigurationCommand : FileExportCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        byte[] content = await ConfigurationExport.WriteAsync(await StoreAsync(), path, StopToken);
        await WriteFileAsync(path, content, "Write the configuration", "ConfigurationFileExists");
    }
}
