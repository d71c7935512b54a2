using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Confirms whom an imported person is: the one candidate, the one named, or a new person.</summary>
/// <remarks>
/// <para>A confirmed match links the two and takes values over at once. A match of a RingCentral import gives the person a direct
/// assignment, since they were there before.</para>
/// <para>-New warns where somebody else has the same mail address: RingCentral takes an address once.</para>
/// </remarks>
/// <example>
/// <code>Get-ImportMatch -Kind Partial; Get-ImportMatch 'Zoe Angstrom' | Confirm-ImportMatch</code>
/// <para>Shows who agrees by name only, and with whom; then confirms the one that was looked at. Two people may have one name.</para>
/// </example>
/// <example>
/// <code>Get-ImportMatch 'Zoe Angstrom' | Confirm-ImportMatch -User zoe@contoso.com</code>
/// <para>Says which of several people it is.</para>
/// </example>
/// <example>
/// <code>Get-ImportMatch -Kind None | Confirm-ImportMatch -New</code>
/// <para>Makes new people of RingCentral users who match nobody.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Confirm, "ImportMatch", SupportsShouldProcess = true, DefaultParameterSetName = UserSet)]
[OutputType(typeof(ImportRecord))]
public sealed class ConfirmImportMatchCommand : HubCmdlet
{
    private const string UserSet = "User";
    private const string NewSet = "New";
    private PersonLookup? _lookup;
    private SharedMail? _shared;

    /// <summary>The match, as Get-ImportMatch gives it.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The match, as Get-ImportMatch gives it.", Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public ImportMatch?[]? Match { get; set; }

    /// <summary>The hub user it is, where there is not exactly one candidate.</summary>
    [Parameter(ParameterSetName = UserSet)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserIdentity? User { get; set; }

    /// <summary>It is a new person.</summary>
    [Parameter(Mandatory = true, HelpMessage = "It is a new person.", ParameterSetName = NewSet)]
    public SwitchParameter New { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        foreach (ImportMatch match in (Match ?? []).OfType<ImportMatch>())
        {
            try
            {
                if (User?.Unfit is { } unfit)
                {
                    throw unfit;
                }

                _lookup ??= new PersonLookup(hub);
                HubUser? user = User is null ? null : await _lookup.FindAsync(User.Value, StopToken);
                string action = New ? "Confirm as a new person" : "Confirm the match";
                if (WhatIf.IsAsked(this))
                {
                    await using IHubStore trial = await hub.BeginTrialAsync(StopToken);
                    ImportRecord record = await new MatchConfirmation(trial, Time).ConfirmAsync(match, user, New, StopToken);
                    await WarnAsync(hub, match);
                    Foretell(match.Person, action, [record]);
                    continue;
                }

                await WarnAsync(hub, match);
                if (ShouldProcess(match.Person, action))
                {
                    WriteObject(await new MatchConfirmation(hub, Time).ConfirmAsync(match, user, New, StopToken));
                }
            }
            catch (RingCentralAdException error)
            {
                WriteError(ErrorRecords.From(error, match));
            }
        }
    }

    /// <summary>Warns before anything is asked or done: whoever is asked may then say no.</summary>
    private async Task WarnAsync(IHubStore hub, ImportMatch match)
    {
        if (New && await (_shared ??= new SharedMail(hub, Time)).WarningAsync(match, StopToken) is { } warning)
        {
            WriteWarning(warning);
        }
    }
}
