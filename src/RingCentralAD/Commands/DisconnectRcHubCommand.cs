using System.Management.Automation;

namespace RingCentralAD.Commands;

/// <summary>Closes this session's hub, with its directories and its account; secrets given for the session are forgotten.</summary>
/// <remarks>
/// <para>Nothing in the hub changes.</para>
/// </remarks>
/// <example>
/// <code>Disconnect-RcHub</code>
/// <para>Closes the hub.</para>
/// </example>
/// <example>
/// <code>Disconnect-RcHub; Connect-RcHub ./other.db</code>
/// <para>Goes on with another hub.</para>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "RcHub")]
[OutputType(typeof(void))]
public sealed class DisconnectRcHubCommand : AsyncCmdlet
{
    /// <inheritdoc />
    protected override Task EndAsync()
    {
        HubConnection.Current.Current = null;
        return Task.CompletedTask;
    }
}
