using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Says what imports may confirm and activate by themselves. What is not given stays as it is.</summary>
/// <remarks>
/// <para>The guide's scenario 1, step 3: auto-confirmation and auto-activation for all match types. An ambiguous match always waits.</para>
/// </remarks>
/// <example>
/// <code>Set-ImportRule -AutoConfirm Exact, Partial, New -AutoActivate $true</code>
/// <para>As the guide suggests, and as a new hub has it.</para>
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
    public bool AutoActivate { get; set; }

    /// <summary>Kinds of match of a RingCentral import that need no person's word.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public AutoConfirm[]? AccountAutoConfirm { get; set; }

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
        };
        if (ShouldProcess((await IdentityAsync()).ToString(), "Change the import rules"))
        {
            await hub.WriteAsync(transaction => transaction.SetAsync(rules, StopToken), null, StopToken);
        }

        if (PassThru)
        {
            WriteObject(rules);
        }
    }
}
