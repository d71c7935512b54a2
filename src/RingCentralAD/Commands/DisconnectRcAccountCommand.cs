using System.Management.Automation;

namespace RingCentralAD.Commands;

/// <summary>Signs this session out of the RingCentral account; the registration in the hub stays.</summary>
/// <remarks>
/// <para>The token is revoked. The next command that needs the account signs in again from its registration.</para>
/// </remarks>
/// <example>
/// <code>Disconnect-RcAccount</code>
/// <para>Signs out.</para>
/// </example>
/// <example>
/// <code>Disconnect-RcAccount; Connect-RcAccount</code>
/// <para>Signs in anew, as registered: after the app was given another scope.</para>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "RcAccount")]
[OutputType(typeof(void))]
public sealed class DisconnectRcAccountCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync() => await (await ConnectionAsync()).CloseAccountAsync();
}
