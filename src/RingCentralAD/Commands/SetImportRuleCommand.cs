using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Says what imports may confirm and activate by themselves, and how many people they may take away. What is not given stays as it is.</summary>
/// <remarks>
/// <para>The guard stops an import that would take away more than a floor of people and more than a share, or more than a cap, of those who hold
/// RingCentral now, in this run or, with the runs before it, within a day. It holds for imports of directories and of RingCentral.</para>
/// <para>The guide's scenario 1, step 3: auto-confirmation and auto-activation for all match types. An ambiguous match always waits.</para>
/// </remarks>
/// <example>
/// <code>Set-ImportRule -AutoConfirm Exact, Partial, New -AutoActivate $true</code>
/// <para>As the guide suggests, and as a new hub has it.</para>
/// </example>
/// <example>
/// <code>Set-ImportRule -MaxImportUnassignment 10 -GuardCap 100</code>
/// <para>Stops an import earlier: at a tenth of those who hold RingCentral, or at a hundred people.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "ImportRule", SupportsShouldProcess = true)]
[OutputType(typeof(ImportRules))]
public sealed class SetImportRuleCommand : HubCmdlet
{
    /// <summary>Kinds of match of a directory import that need no person's word.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public AutoConfirm[]? AutoConfirm { get; set; }

    /// <summary>People made by a directory import are activated at once.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool AutoActivate { get; set; }

    /// <summary>Whether an exact match of a RingCentral import needs no person's word; a partial one, by name, and a new person always need it.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateSet("Exact")]
    public AutoConfirm[]? AccountAutoConfirm { get; set; }

    /// <summary>So many people never trip the guard.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int GuardFloor { get; set; }

    /// <summary>The guide's "Max import unassignment": the share in percent of those who hold RingCentral that an import may take away, in a run or within a day; 20 in a new hub.</summary>
    [Parameter]
    [Alias("MaxImportUnassignment")]
    [ValidateRange(0.0, 100.0)]
    public double GuardShare { get; set; }

    /// <summary>More people than this trip the guard whatever their share, in a run or within a day.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int GuardCap { get; set; }

    /// <summary>Emits the rules as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        ImportRules rules = await hub.GetAsync<ImportRules>(StopToken);
        rules = rules with
        {
            AutoConfirm = AutoConfirm ?? rules.AutoConfirm,
            AutoActivate = IsGiven(nameof(AutoActivate)) ? AutoActivate : rules.AutoActivate,
            AccountAutoConfirm = AccountAutoConfirm ?? rules.AccountAutoConfirm,
            Guard = rules.Guard with
            {
                Floor = IsGiven(nameof(GuardFloor)) ? GuardFloor : rules.Guard.Floor,
                Share = IsGiven(nameof(GuardShare)) ? GuardShare / 100 : rules.Guard.Share,
                Cap = IsGiven(nameof(GuardCap)) ? GuardCap : rules.Guard.Cap,
            },
        };
        if (ShouldProcess((await IdentityAsync()).ToString(), $"Change the import rules: {GivenParameters.Describe(this)}"))
        {
            await hub.WriteAsync(transaction => transaction.SetAsync(rules, StopToken), null, StopToken);
            if (PassThru)
            {
                WriteObject(rules);
            }
        }
    }
}
