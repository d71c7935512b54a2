using System.Management.Automation;
using RingCentralAD.Core.Model;
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
public sealed class ExportRcConfigurationCommand : HubCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("PSPath", "LiteralPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Does not overwrite a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        byte[] content = await ConfigurationExport.WriteAsync(await StoreAsync(), path, StopToken);
        if (NoClobber && File.Exists(path))
        {
            throw new RingCentralAdException("ConfigurationFileExists", ErrorKind.Conflict, $"{path} is there already.", "Choose another name, or leave -NoClobber out.", path);
        }

        if (ShouldProcess(path, "Write the configuration"))
        {
            await WholeFile.WriteAsync(path, content, overwrite: !NoClobber, StopToken);
            if (PassThru)
            {
                WriteObject(new FileInfo(path));
            }
        }
    }
}
