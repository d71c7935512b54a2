using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Brings a hub's configuration into the form that a file has.</summary>
/// <remarks>
/// <para>Everything or nothing, in one transaction: each setting is held to what the single cmdlets refuse, each refusal names file, line and property.
/// -WhatIf shows each difference. What the hub has and the file lacks stays and is told as Kept; with -Prune it is taken away. A directory, the company and
/// the account always stay. What a mapping or a master changes for people is reckoned by the next run.</para>
/// <para>The file says in "basedOn" which configuration it was made from. Where somebody changed the hub since, the import is refused and tells what
/// differs; export again and make the changes there. -WhatIf warns of it and shows the differences all the same. -Force overwrites. In a pipeline that imports files out of version control, -Base names the
/// version that the hub had before, such as the one of the last import.</para>
/// <para>Search bases and groups of a directory stand in the file by name and GUID, and the GUID counts: after a rename or a move the file still means the
/// same one. To mean another one, write its distinguished name and take away the "guid" beside it. A name that is not what its GUID stands for here is
/// warned of.</para>
/// <para>Schedules are only told: each is registered on its host by Register-RcSyncSchedule. -RegisterSchedule registers those of this host.</para>
/// </remarks>
/// <example>
/// <code>Import-RcConfiguration contoso.json -WhatIf</code>
/// <para>Shows what would change.</para>
/// </example>
/// <example>
/// <code>git show HEAD~1:contoso.json > before.json; Import-RcConfiguration contoso.json -Base before.json -Prune</code>
/// <para>Takes over what was reviewed and merged, as long as the hub is still as the version before says.</para>
/// </example>
/// <example>
/// <code>New-RcHub ./test.db -Company 'Contoso Test'; Import-RcConfiguration contoso.json -Prune -Force</code>
/// <para>Makes another hub that is configured the same: the file's company too, its directories, its RingCentral account and what provisioning may do there. Edit the file before, where that hub is not to work on the same account.</para>
/// </example>
[Cmdlet(VerbsData.Import, "RcConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(ConfigurationDifference))]
public sealed class ImportRcConfigurationCommand : ScheduleCmdlet
{
    /// <summary>The file to read.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The file to read.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LiteralPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>The file that the hub's configuration was when this one was made of it; without it the file's own word counts.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Base { get; set; }

    /// <summary>Takes away what the hub has and the file lacks.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>Overwrites what others changed since the file was made.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Registers the file's schedules of this host.</summary>
    [Parameter]
    public SwitchParameter RegisterSchedule { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        string? before = Base is null ? null : GetUnresolvedProviderPathFromPSPath(Base);
        IHubStore hub = await StoreAsync();
        ConfigurationImportChoice choice = new()
        {
            Prune = Prune,
            Force = Force,
            Trial = WhatIf.IsAsked(this),
            Base = before is null ? null : (await File.ReadAllTextAsync(before, StopToken), before),
        };
        ConfigurationImport import = await ConfigurationImport.ReadAsync(hub, await File.ReadAllTextAsync(path, StopToken), path, choice, Time, StopToken);
        foreach (string warning in import.Warnings)
        {
            WriteWarning(warning);
        }

        Refuse(import, path);
        if (import.Conflict is { } conflict)
        {
            WriteWarning($"Without -WhatIf this is refused: {conflict.Message}\n{conflict.Remedy}");
        }

        string what = $"Import the configuration {path}: {Counted.Of(import.Changes, "change")}";
        bool save = ShouldProcess((await IdentityAsync()).ToString(), what);
        if (save && import.Changes > 0)
        {
            await import.SaveAsync(StopToken);
            foreach (string directory in import.ChangedDirectories)
            {
                await (await ConnectionAsync()).CloseDirectoryAsync(directory);
            }
        }

        if (save || WhatIf.IsAsked(this))
        {
            WriteObject(import.Differences, enumerateCollection: true);
        }

        if (RegisterSchedule)
        {
            await RegisterAsync(hub, import);
        }
    }

    private void Refuse(ConfigurationImport import, string path)
    {
        foreach (RingCentralAdException refusal in import.Refusals)
        {
            WriteError(ErrorRecords.From(refusal));
        }

        if (import.Refusals.Count > 0)
        {
            throw new RingCentralAdException(
                "ConfigurationRefused", ErrorKind.Data,
                $"Nothing was imported from {path}: {Counted.Of(import.Refusals.Count, "of its settings is", "of its settings are")} refused, with its place.", "Correct the file.", path);
        }
    }

    private async Task RegisterAsync(IHubStore hub, ConfigurationImport import)
    {
        ScheduleRegistration registration = new(hub, new SchedulePlatform(), Time);
        foreach (SyncSchedule wanted in import.SchedulesOf(Environment.MachineName))
        {
            SyncSchedule schedule = await registration.PrepareAsync(
                wanted with { Hub = ScheduledHub(hub), Program = ThisPowerShell(), Module = ThisModule, By = ThisProcess.Account }, cancellationToken: StopToken);
            if (ShouldProcess($"{await IdentityAsync()}: {schedule}", "Register the schedule"))
            {
                await TryOutAsync(registration, schedule);
                await registration.RegisterAsync(schedule, cancellationToken: StopToken);
            }
        }
    }
}
