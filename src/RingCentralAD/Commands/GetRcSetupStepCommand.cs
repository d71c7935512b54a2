using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the guide's steps of a scenario: what is done, what comes next, why, and the command that helps now.</summary>
/// <remarks>
/// <para>Looks at the hub, and asks the directories and the account, each time it is called: ask at any time. Scenario 1: RingCentral is in use,
/// the hub is new. 2: RingCentral is in use, the hub holds people. 3: both are new. 4: RingCentral is new, the hub holds people. Without a
/// number these four are shown.</para>
/// <para>The numbers are the guide's: those of its scenario 1 in 1 and 3, those of its scenario 2 in 2 and 4. What the guide has in a chapter of its own,
/// such as the write-back, has none. They are not the ten steps of about_RingCentralAD_GettingStarted, which are fewer and in another order.</para>
/// </remarks>
/// <example>
/// <code>Get-RcSetupStep -Scenario 1</code>
/// <para>From nothing to a running sync with an account that is in use.</para>
/// </example>
/// <example>
/// <code>Get-RcSetupStep</code>
/// <para>Shows the four scenarios, to choose one from; no hub is needed for that.</para>
/// </example>
/// <example>
/// <code>Get-RcSetupStep -Scenario 3 -Porting -SpecialPhone | Where-Object State -in Next, Blocked | Format-List</code>
/// <para>What to do now, for a new account with ported numbers and conference rooms.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcSetupStep")]
[OutputType(typeof(SetupStep), typeof(SetupScenarioInfo))]
public sealed class GetRcSetupStepCommand : HubCmdlet
{
    /// <summary>The guide's scenario; without it the four are shown.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SetupScenarioCompleter))]
    [ValidateRange(1, 4)]
    public int Scenario { get; set; }

    /// <summary>Numbers are ported from an older phone system.</summary>
    [Parameter]
    public SwitchParameter Porting { get; set; }

    /// <summary>There are special phones, such as those of conference rooms.</summary>
    [Parameter]
    public SwitchParameter SpecialPhone { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (!IsGiven(nameof(Scenario)))
        {
            WriteObject(SetupScenario.All, enumerateCollection: true);
            return;
        }

        HubConnection connection = await ConnectionAsync();
        SetupFacts facts = await SetupFacts.ReadAsync(
            connection.Store,
            entry => Openings.DirectoryAsync(connection, entry, Secrets(), StopToken),
            () => Openings.AccountAsync(connection, Secrets(), StopToken),
            StopToken);
        WriteObject(SetupScenario.Steps(Scenario, facts, Porting, SpecialPhone), enumerateCollection: true);
    }
}
