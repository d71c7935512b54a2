using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows the RingCentral account of the hub, without signing in.</summary>
/// <remarks>
/// <para>The hub keeps where the secrets are, never the secrets.</para>
/// </remarks>
/// <example>
/// <code>Get-RcAccount</code>
/// <para>Shows which account the hub is tied to and how it is reached.</para>
/// </example>
/// <example>
/// <code>Get-RcAccount -Hub ./hub.db | Format-List</code>
/// <para>Shows the account of another hub.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcAccount")]
[OutputType(typeof(RcAccountInfo))]
public sealed class GetRcAccountCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubIdentity identity = await IdentityAsync();
        if (identity is { Account: { } account, AccountId: { } id })
        {
            AccountDescription? open = (await ConnectionAsync()).Account?.Description;
            WriteObject(new RcAccountInfo(open?.Company, id, account.Server, account.ClientId, open?.MainNumber));
        }
        else
        {
            WriteError(ErrorRecords.From(Openings.NotConnected(identity)));
        }
    }
}
