using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Brings mappings out of a file into the hub: of Export-AttributeMapping, or Okta's mapping JSON.</summary>
/// <remarks>
/// <para>Everything or nothing: each mapping is held to what Set-AttributeMapping refuses, each refusal names file, line and property, and the hub stays as
/// it is when anything is refused. -WhatIf shows what would be added, changed and removed.</para>
/// <para>Of Okta's API it reads a mapping (GET /api/v1/mappings/{id}) or a list of them: properties with expression and pushStatus (PUSH is create and
/// update, DONT_PUSH create only), source and target by name. Mappings of other applications are left out with a warning. What a mapping of this hub
/// cannot ask for, such as findDirectoryUser() or groups, is refused by name; -Exclude leaves such targets out.</para>
/// </remarks>
/// <example>
/// <code>Import-AttributeMapping mappings.json -WhatIf</code>
/// <para>Shows what would change.</para>
/// </example>
/// <example>
/// <code>Import-AttributeMapping okta-ringcentral.json -Exclude displayName, nickName</code>
/// <para>Takes Okta's mappings over, two of them left out.</para>
/// </example>
/// <example>
/// <code>Import-AttributeMapping mappings.json -Replace</code>
/// <para>Afterwards the hub has exactly the mappings of the file, in the directions that the file has.</para>
/// </example>
[Cmdlet(VerbsData.Import, "AttributeMapping", SupportsShouldProcess = true)]
[OutputType(typeof(MappingChange))]
public sealed class ImportAttributeMappingCommand : HubCmdlet
{
    /// <summary>The file to read.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The file to read.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LiteralPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Only this direction; and the direction of an Okta mapping that does not name its source and target.</summary>
    [Parameter(Position = 1)]
    public MappingDirection? Direction { get; set; }

    /// <summary>Targets to leave out; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Exclude { get; set; } = [];

    /// <summary>Takes away the mappings of the file's directions that the file does not have.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        string text = await File.ReadAllTextAsync(path, StopToken);
        WildcardPattern[] excluded = [.. Exclude.Select(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase))];
        MappingImportChoice choice = new(Direction, target => !excluded.Any(pattern => pattern.IsMatch(target)), Replace);
        MappingImport import = await MappingImport.ReadAsync(await StoreAsync(), text, path, choice, StopToken);
        foreach (string warning in import.Warnings)
        {
            WriteWarning(warning);
        }

        if (import.Refusals.Count > 0)
        {
            foreach (RingCentralAdException refusal in import.Refusals)
            {
                WriteError(ErrorRecords.From(refusal));
            }

            throw new RingCentralAdException(
                "MappingImportRefused", ErrorKind.Data,
                $"Nothing was imported from {path}: {Counted.Of(import.Refusals.Count, "of its mappings is", "of its mappings are")} refused, with its place.",
                "Correct the file, or leave targets out with -Exclude.", path);
        }

        int changes = import.Changes.Count(change => change.Action != MappingChangeAction.Same);
        string what = string.Create(CultureInfo.InvariantCulture, $"Import {Counted.Of(import.Changes.Count, "mapping")}, {changes} of them new or different");
        bool save = ShouldProcess(path, what);
        if (save && changes > 0)
        {
            await import.SaveAsync(StopToken);
        }

        if (save || WhatIf.IsAsked(this))
        {
            WriteObject(import.Changes, enumerateCollection: true);
        }
    }
}
