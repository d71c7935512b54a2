using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Says which extensions no sync touches. What is not given stays as it is; an empty list takes a rule away.</summary>
/// <remarks>
/// <para>An extension that a rule names is never linked, filled, changed or disabled. One that somebody linked before keeps its link, and is
/// listed by Get-RcProvisioningError where it would have been changed.</para>
/// <para>A number or type that no extension can have is refused. A new rule that fits no person's extension that the hub knows is warned of, once
/// the hub has read the account; it does not know Limited and Unassigned ones.</para>
/// </remarks>
/// <example>
/// <code>Set-RcExclusion -Name 'Conference *', 'Lobby*' -Number 7000-7099</code>
/// <para>Sets aside extensions by name and by a range of numbers.</para>
/// </example>
/// <example>
/// <code>Set-RcExclusion -Site @()</code>
/// <para>Takes the rules on sites away.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "RcExclusion", SupportsShouldProcess = true)]
[OutputType(typeof(ExclusionRules))]
public sealed class SetRcExclusionCommand : HubCmdlet
{
    /// <summary>Names of extensions; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [AllowEmptyCollection]
    public string[]? Name { get; set; }

    /// <summary>Names of sites; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [AllowEmptyCollection]
    public string[]? Site { get; set; }

    /// <summary>Extension numbers, with wildcards, or ranges such as 7000-7099.</summary>
    [Parameter]
    [SupportsWildcards]
    [AllowEmptyCollection]
    public string[]? Number { get; set; }

    /// <summary>Types beside Limited, as RingCentral names them, e.g. VirtualUser.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Type { get; set; }

    /// <summary>Emits the rules as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        ExclusionRules before = await hub.GetAsync<ExclusionRules>(StopToken);
        ExclusionRules rules = before with
        {
            Names = Name ?? before.Names,
            Sites = Site ?? before.Sites,
            Numbers = Number ?? before.Numbers,
            Types = Type ?? before.Types,
        };
        ExclusionChecks.CheckNumbers(Number ?? []);
        ExclusionChecks.CheckTypes(Type ?? []);
        IReadOnlyList<string> idle = await ExclusionChecks.FindIdleAsync(hub, before, rules, StopToken);
        if (idle.Count > 0)
        {
            WriteWarning($"{string.Join(", ", idle.Select(static rule => $"'{rule}'"))}: no person's extension that the hub knows is like that. Get-RcExclusion -Extension shows which ones of the account are set aside.");
        }

        if (ShouldProcess((await IdentityAsync()).ToString(), $"Change which extensions no sync touches: {GivenParameters.Describe(this)}"))
        {
            await hub.WriteAsync(transaction => transaction.SetAsync(rules, StopToken), null, StopToken);
            if (PassThru)
            {
                WriteObject(rules);
            }
        }
    }
}
