using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the record of changes: who or what changed which value of whom, before and after, with RingCentral's request id.</summary>
/// <remarks>
/// <para>One object for each value, oldest first, flat enough for Export-Csv. Of people who come in by an import the record tells that they came and from
/// which entry: their values are those of the entry until a change is recorded. Of somebody who was removed (Remove-HubUser) it tells that there were
/// changes, and no longer which values. The record is chained by hash: Test-RcHub shows whether it is as it was written.</para>
/// <para>Cause is the run that made the change, or the command that a person gave: New-RcHub for the mappings and options with which the hub began.</para>
/// </remarks>
/// <example>
/// <code>Get-RcSyncChange zoe@contoso.com -Since (Get-Date).AddDays(-7)</code>
/// <para>Shows what happened to a person in the last week.</para>
/// </example>
/// <example>
/// <code>Get-RcSyncRun -Last 1 | Get-RcSyncChange | Export-Csv changes.csv</code>
/// <para>Writes what the last run changed into a file.</para>
/// </example>
/// <example>
/// <code>Get-RcSyncChange -Kind OptionChanged, MappingChanged | ForEach-Object { ConvertTo-Json $_ -Compress } | Set-Content changes.jsonl</code>
/// <para>Writes every change of the configuration as JSON lines.</para>
/// </example>
/// <example>
/// <code>Get-RcSyncChange -Kind MappingChanged | Where-Object Cause -ne New-RcHub</code>
/// <para>Shows which mappings were changed, without those that the hub began with.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcSyncChange")]
[OutputType(typeof(SyncChangeInfo))]
public sealed class GetRcSyncChangeCommand : HubCmdlet
{
    private PersonLookup? _lookup;

    /// <summary>People: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID. Of those who were removed: their hub user id.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    [YieldsTo("Run", "RunId")]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Only changes of this run: its number or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [ArgumentCompleter(typeof(RunCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Run { get; set; }

    /// <summary>Only changes at this time or later.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Only changes before this time.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>Only changes of these kinds.</summary>
    [Parameter]
    public ChangeKind[] Kind { get; set; } = [];

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (MyInvocation.ExpectingInput && Identity is null && Run is null)
        {
            return;
        }

        IHubStore hub = await StoreAsync();
        ChangeQuestion question = new()
        {
            UserIds = Identity is null ? null : await UsersAsync(hub),
            RunId = Run is null ? null : (await HubRuns.FindAsync(hub, Run, StopToken)).Id,
            Since = Since is { } since ? new DateTimeOffset(since) : null,
            Until = Until is { } until ? new DateTimeOffset(until) : null,
            Kinds = Kind,
        };
        await foreach (SyncChangeInfo change in SyncRecord.ChangesAsync(hub, question, StopToken))
        {
            WriteObject(change);
        }
    }

    private async Task<List<string>> UsersAsync(IHubStore hub)
    {
        _lookup ??= new PersonLookup(hub);
        List<string> users = [];
        foreach (string name in UserIdentity.Named(Identity, WriteError).Select(identity => identity.Value))
        {
            try
            {
                users.Add((await _lookup.FindAsync(name, StopToken)).Id);
            }
            catch (RingCentralAdException error) when (error.Kind == ErrorKind.NotFound && Guid.TryParse(name, out Guid removed))
            {
                users.Add(removed.ToString("D"));
            }
            catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
            {
                WriteError(ErrorRecords.From(error, name));
            }
        }

        return users;
    }
}
