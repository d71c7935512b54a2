using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Imports people and groups from a directory into the hub.</summary>
/// <remarks>
/// <para>Emits one record per person for whom something happened, as it happens; the counts go to the information stream. Whatever takes
/// something away (disabled, gone, out of scope) is decided at the end of a complete read and passes the guard as a whole. An import that
/// ends early leaves nobody gone.</para>
/// </remarks>
/// <example>
/// <code>Import-AdUsers -WhatIf | Group-Object Action -NoElement</code>
/// <para>Shows what an import would do; nothing is changed.</para>
/// </example>
/// <example>
/// <code>Import-AdUsers | Where-Object Action -eq Held</code>
/// <para>Imports, and shows who waits and why.</para>
/// </example>
[Cmdlet(VerbsData.Import, "AdUsers", SupportsShouldProcess = true)]
[Alias("Import-AdUser")]
[OutputType(typeof(ImportRecord))]
public sealed class ImportAdUsersCommand : HubCmdlet
{
    /// <summary>The directory's name in the hub; without it all directories are imported, one after the other.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <summary>Reads only below this entry this time. Nobody counts as gone then.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SearchBase { get; set; }

    /// <summary>Accepts what the guard would stop, for this run.</summary>
    [Parameter]
    public SwitchParameter AcceptGuard { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubConnection connection = await ConnectionAsync();
        HubIdentity identity = await IdentityAsync();
        IReadOnlyList<DirectoryEntry> entries = Directory is null
            ? await connection.Store.ListAsync<DirectoryEntry>(cancellationToken: StopToken)
            : [await DirectoryRegistration.FindAsync(connection.Store, Directory, StopToken)];
        if (entries.Count == 0)
        {
            await DirectoryRegistration.FindAsync(connection.Store, null, StopToken);
        }

        bool run = ShouldProcess($"{identity}: {string.Join(", ", entries.Select(entry => entry.Name))}", "Import people and groups");
        if (!run && !WhatIf.IsAsked(this))
        {
            return;
        }

        foreach (DirectoryEntry entry in entries)
        {
            await ImportAsync(connection, entry, trial: !run, several: entries.Count > 1);
        }
    }

    private async Task ImportAsync(HubConnection connection, DirectoryEntry entry, bool trial, bool several)
    {
        try
        {
            using ProgressWriter progress = new(this);
            IDirectory directory = await Openings.DirectoryAsync(connection, entry, Secrets(), StopToken);
            ImportRequest request = new() { BaseDn = SearchBase, AcceptGuard = AcceptGuard, Trial = trial, Progress = progress };
            if (trial)
            {
                await TrialAsync(connection.Store, directory, entry, request);
                return;
            }

            DirectoryImport import = new(connection.Store, directory, entry, Time);
            await foreach (ImportRecord record in import.RunAsync(request, StopToken))
            {
                WriteObject(record);
            }

            Report(import, entry);
        }
        catch (RingCentralAdException error) when (several)
        {
            // One directory that is down holds up none of the others.
            WriteError(ErrorRecords.From(error, entry.Name));
        }
    }

    /// <summary>The same code on a hub that forgets; the records come out when it has forgotten.</summary>
    private async Task TrialAsync(IHubStore store, IDirectory directory, DirectoryEntry entry, ImportRequest request)
    {
        List<ImportRecord> records = [];
        DirectoryImport import;
        await using (IHubStore trial = await store.BeginTrialAsync(StopToken))
        {
            import = new DirectoryImport(trial, directory, entry, Time);
            await foreach (ImportRecord record in import.RunAsync(request, StopToken))
            {
                records.Add(record);
            }
        }

        WriteObject(records, enumerateCollection: true);
        Report(import, entry);
    }

    private void Report(DirectoryImport import, DirectoryEntry entry)
    {
        if (import.Summary is not null)
        {
            Tell(import.Summary);
        }

        if (import.Stopped is { } reason)
        {
            throw new RingCentralAdException(
                "GuardTripped", ErrorKind.Limit, $"The guard stopped the import of {entry.Name}: {reason} Nobody was deactivated; the rest was imported.",
                "Look at the held people. If this is right, run Import-AdUsers -AcceptGuard.", entry.Name);
        }
    }
}
