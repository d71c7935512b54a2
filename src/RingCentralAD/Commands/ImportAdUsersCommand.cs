using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Imports people and groups from a directory into the hub.</summary>
/// <remarks>
/// <para>Reads what changed since the last import where the directory can say so, else everything; why it reads everything is told before it
/// starts. Emits one record per person for whom something happened, as it happens; the counts go to the information stream. Whatever takes
/// something away (disabled, gone, out of scope) is decided at the end of a complete read and passes the guard as a whole; what it holds is looked
/// at with Get-RcOperation -State Held, and let through or refused person by person with Approve-RcOperation and Deny-RcOperation. A guard that
/// holds something is an error after the last record, and a warning with -WhatIf; the rest was imported, and a next command gets all of it.</para>
/// <para>An import that ends early leaves nobody gone. A next command that takes no more (Select-Object -First) ends it as Ctrl+C does: who was
/// imported until then is in the hub, the run is Interrupted (Get-RcSyncRun), and the next import reads the same again and does the rest. To see only
/// the first ones of a whole import, keep it first: $all = Import-AdUsers.</para>
/// <para>Without -Directory all directories of the hub are imported. One that cannot be read is an error record, nobody of it counts as gone, and the
/// others go on; Get-AdDirectory shows since when it fails and why.</para>
/// <para>Somebody whom several directories know is one person of the hub, or waits where names, employee numbers or addresses say that they are two.
/// Whoever is gone from one, or outside its scope, and in the scope of another belongs to the other. The order of the profile masters decides whose values
/// count and who deactivates; among directories that stand there as one (Active Directory), the one where the person is enabled, then the one
/// that was connected first.</para>
/// <para>-Identity and -SearchBase narrow what is read this time: nobody counts as gone, and the next import goes on from where it would have.</para>
/// </remarks>
/// <example>
/// <code>Import-AdUsers -WhatIf | Group-Object Action -NoElement</code>
/// <para>Shows what an import would do; nothing is changed.</para>
/// </example>
/// <example>
/// <code>Import-AdUsers | Where-Object Action -eq Held</code>
/// <para>Imports, and shows who waits and why.</para>
/// </example>
/// <example>
/// <code>Import-Csv starters.csv | Import-AdUsers</code>
/// <para>Imports only the people of a list that names them by Mail, UserPrincipalName, SamAccountName, DistinguishedName or ObjectGUID.</para>
/// </example>
/// <example>
/// <code>Import-AdUsers -Verify</code>
/// <para>Compares everybody's key, container, state and change number with the hub, and groups with their members; imports those who differ.</para>
/// </example>
[Cmdlet(VerbsData.Import, "AdUsers", SupportsShouldProcess = true, DefaultParameterSetName = "Everybody")]
[Alias("Import-AdUser")]
[OutputType(typeof(ImportRecord))]
public sealed class ImportAdUsersCommand : HubCmdlet
{
    private const string Action = "Import people and groups";
    private readonly List<string> _people = [];

    /// <summary>The people to read this time: mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these. With an empty pipeline nobody is.</summary>
    [Parameter(ParameterSetName = "People", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>The directory's name in the hub; without it all directories are imported, one after the other.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <summary>Reads only below this entry this time. Nobody counts as gone then.</summary>
    [Parameter(ParameterSetName = "Base", Mandatory = true, HelpMessage = "Reads only below this entry this time. Nobody counts as gone then.")]
    [ValidateNotNullOrEmpty]
    public string? SearchBase { get; set; }

    /// <summary>Reads everything, also where only the changes would be read.</summary>
    [Parameter(ParameterSetName = "Full", Mandatory = true, HelpMessage = "Reads everything, also where only the changes would be read.")]
    public SwitchParameter Full { get; set; }

    /// <summary>Compares the hub with everybody's key, container, state and change number in the directory, and groups with their members; tells what differs, and imports it.</summary>
    [Parameter(ParameterSetName = "Verify", Mandatory = true, HelpMessage = "Compares the hub with everybody's key, container, state and change number in the directory, and groups with their members; tells what differs, and imports it.")]
    public SwitchParameter Verify { get; set; }

    /// <summary>Imports only the directories whose time has come by their own schedule (Set-AdDirectory -Every, -FullAt); one without a schedule always has.</summary>
    [Parameter(ParameterSetName = "Everybody")]
    public SwitchParameter Due { get; set; }

    /// <summary>Accepts what the guard would stop, for this run.</summary>
    [Parameter]
    public SwitchParameter AcceptGuard { get; set; }

    private bool OnlyNamed => MyInvocation.ExpectingInput || IsGiven(nameof(Identity));

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        _people.AddRange(UserIdentity.Named(Identity, WriteError).Select(identity => identity.Value));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (OnlyNamed && _people.Count == 0)
        {
            return;
        }

        HubConnection connection = await ConnectionAsync();
        HubIdentity identity = await IdentityAsync();
        IReadOnlyList<DirectoryEntry> entries = Directory is null
            ? await connection.Store.ListAsync<DirectoryEntry>(cancellationToken: StopToken)
            : [await DirectoryRegistration.FindAsync(connection.Store, Directory, StopToken)];
        if (entries.Count == 0)
        {
            await DirectoryRegistration.FindAsync(connection.Store, null, StopToken);
        }

        if (Due)
        {
            entries = await DirectorySchedule.DueAsync(connection.Store, entries, Time, StopToken);
            if (entries.Count == 0)
            {
                Tell("No directory is due.");
                return;
            }
        }

        bool trial = WhatIf.IsAsked(this);
        if (!trial && !ShouldProcess($"{identity}: {string.Join(", ", entries.Select(entry => entry.Name))}", Action))
        {
            Tell(Interruption.Declined(RunKind.Import));
            return;
        }

        HashSet<string> unknown = [.. _people];
        foreach (DirectoryEntry entry in entries)
        {
            unknown.IntersectWith(await ImportAsync(connection, entry, trial, several: entries.Count > 1));
        }

        foreach (string name in _people.Distinct().Where(name => OnlyNamed && unknown.Contains(name)))
        {
            WriteError(ErrorRecords.From(
                new RingCentralAdException(
                    "AdUserNotFound", ErrorKind.NotFound, $"{string.Join(", ", entries.Select(entry => entry.Name))} has nobody called '{name}'.",
                    "Use a mail address, user principal name, sAMAccountName, distinguished name or GUID.", name),
                name));
        }
    }

    /// <summary>Imports one directory; gives those names that it does not know.</summary>
    private async Task<IEnumerable<string>> ImportAsync(HubConnection connection, DirectoryEntry entry, bool trial, bool several)
    {
        DirectoryHealthLog? health = trial || OnlyNamed || SearchBase is not null ? null : new DirectoryHealthLog(connection.Store, Time);
        try
        {
            await (health?.BeginAsync(entry.Id, StopToken) ?? Task.CompletedTask);
            using ProgressWriter progress = new(this);
            IDirectory directory = await Openings.DirectoryAsync(connection, entry, Secrets(), StopToken);
            SynchronizationContext? pipeline = SynchronizationContext.Current;
            ImportRequest request = new()
            {
                BaseDn = SearchBase,
                People = OnlyNamed ? _people : null,
                Full = Full || (Due && DirectorySchedule.IsFullDue(entry, Time)),
                Verify = Verify,
                AcceptGuard = AcceptGuard,
                Trial = trial,
                Progress = progress,
                Tell = text => pipeline?.Post(_ => Tell(text), null),
            };
            DirectoryImport import;
            if (trial)
            {
                import = await TrialAsync(connection.Store, directory, entry, request);
            }
            else
            {
                import = DirectoryScope.Import(connection.Store, directory, entry, Time);
                await HandOnAsync(import.RunAsync(request, StopToken));
                await (health?.SucceedAsync(entry.Id, StopToken) ?? Task.CompletedTask);
            }

            await ReportAsync(connection.Store, import, entry);
            return [.. _people.Where(name => import.NotFound.Contains(MatchKey.Of(name)))];
        }
        catch (Exception error) when (!ErrorRecords.BelongsToEngine(error) && !StopToken.IsCancellationRequested)
        {
            ErrorRecord record = ErrorRecords.From(error, entry.Name);
            if (health is not null && DirectoryHealthLog.IsFailure(error))
            {
                await health.FailAsync(entry.Id, record.FullyQualifiedErrorId, record.Exception.Message, record.ErrorDetails?.RecommendedAction, StopToken);
            }

            if (!several)
            {
                throw;
            }

            // One directory that is down holds up none of the others.
            WriteError(record);
            return _people;
        }
    }

    /// <summary>The same code on a hub that forgets; the records come out when it has forgotten.</summary>
    private async Task<DirectoryImport> TrialAsync(IHubStore store, IDirectory directory, DirectoryEntry entry, ImportRequest request)
    {
        List<ImportRecord> records = [];
        DirectoryImport import;
        await using (IHubStore trial = await store.BeginTrialAsync(StopToken))
        {
            import = DirectoryScope.Import(trial, directory, entry, Time);
            await foreach (ImportRecord record in import.RunAsync(request, StopToken))
            {
                records.Add(record);
            }
        }

        Foretell($"{await IdentityAsync()}: {entry.Name}", Action, records);
        return import;
    }

    private async Task ReportAsync(IHubStore hub, DirectoryImport import, DirectoryEntry entry)
    {
        if (import.Summary is not null)
        {
            Tell(import.Summary);
        }

        if (import.Stopped is not null)
        {
            TellGuard(await GuardErrors.OfImportAsync(hub, import, entry, StopToken), import.Summary?.WhatIf == true);
        }
    }
}
