using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Compares a configuration file with the hub, or with another file.</summary>
/// <remarks>
/// <para>One object for each value that differs, with its path in the file; nothing where they are the same. What the file lacks is Missing: an import
/// keeps it, unless -Prune is given. GUIDs count, and names beside them do not: a renamed OU is no difference. Where the
/// name in the file is not what the GUID beside it stands for in the hub, a warning says so.</para>
/// </remarks>
/// <example>
/// <code>Compare-RcConfiguration contoso.json</code>
/// <para>Shows what file and hub have differently.</para>
/// </example>
/// <example>
/// <code>if (-not (Compare-RcConfiguration contoso.json -Quiet)) { exit 1 }</code>
/// <para>Ends a pipeline's step with an error where the hub is not as the file says.</para>
/// </example>
/// <example>
/// <code>Compare-RcConfiguration contoso.json -ReferencePath test.json | Format-Table Path, InFile, InHub</code>
/// <para>Compares two files; InHub is the value of the second one.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "RcConfiguration")]
[OutputType(typeof(ConfigurationDifference), typeof(bool))]
public sealed class CompareRcConfigurationCommand : HubCmdlet
{
    /// <summary>The file to compare with.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The file to compare with.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LiteralPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Another file to compare with, in place of the hub.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? ReferencePath { get; set; }

    /// <summary>Only says whether they are the same: true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        string text = await File.ReadAllTextAsync(path, StopToken);
        IReadOnlyList<ConfigurationDifference> differences;
        if (ReferencePath is null)
        {
            List<string> warnings = [];
            differences = await ConfigurationComparison.WithHubAsync(text, path, await StoreAsync(), warnings.Add, StopToken);
            warnings.ForEach(WriteWarning);
        }
        else
        {
            string other = GetUnresolvedProviderPathFromPSPath(ReferencePath);
            differences = ConfigurationComparison.WithFile(text, path, await File.ReadAllTextAsync(other, StopToken), other);
        }

        if (Quiet)
        {
            WriteObject(differences.Count == 0);
        }
        else
        {
            WriteObject(differences, enumerateCollection: true);
        }
    }
}
