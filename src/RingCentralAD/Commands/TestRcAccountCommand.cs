using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;

namespace RingCentralAD.Commands;

/// <summary>Looks whether the RingCentral account can be provisioned: rights, limits, what is left, addresses used twice.</summary>
/// <remarks>
/// <para>Changes nothing. Says who is signed in, names every app scope and role permission that is missing, the limits per rate group as RingCentral
/// told them, the Unassigned extensions and inventory numbers that are left, and mail addresses that several extensions have.</para>
/// </remarks>
/// <example>
/// <code>Test-RcAccount | Where-Object Passed -eq $false</code>
/// <para>Shows what stands in the way, and what to do.</para>
/// </example>
/// <example>
/// <code>Test-RcAccount | Where-Object Check -eq Scope</code>
/// <para>Shows the app's scopes and what each is for.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "RcAccount")]
[OutputType(typeof(AccountCheck))]
public sealed class TestRcAccountCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IAccount account = await Openings.AccountAsync(await ConnectionAsync(), Secrets(), StopToken);
        await foreach (AccountCheck check in new AccountChecks((RingCentralAccount)account).RunAsync(StopToken))
        {
            WriteObject(check);
        }
    }
}
