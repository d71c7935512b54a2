using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Sends a test by a notification, and says what came of it.</summary>
/// <remarks>
/// <para>Run it as the account that runs the sync: secrets are fetched from their places, certificates verified. That the mail server took the mail does not
/// say that it arrived.</para>
/// </remarks>
/// <example>
/// <code>Test-RcNotification ops</code>
/// <para>Sends a test mail.</para>
/// </example>
/// <example>
/// <code>Test-RcNotification | Where-Object -not Sent</code>
/// <para>Tries all of them, and shows those that do not work with what to do.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "RcNotification")]
[OutputType(typeof(NotificationTest))]
public sealed class TestRcNotificationCommand : HubCmdlet
{
    /// <summary>The name; without it all are tried.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (MyInvocation.ExpectingInput && string.IsNullOrEmpty(Name))
        {
            return;
        }

        IHubStore hub = await StoreAsync();
        IReadOnlyList<Notification> notifications = string.IsNullOrEmpty(Name) ? await NotificationRegistration.ListAsync(hub, StopToken) : [await NotificationRegistration.FindAsync(hub, Name, StopToken)];
        PipelineSecrets secrets = new(this, Secrets());
        foreach (Notification notification in notifications)
        {
            WriteObject(await NotificationRegistration.TryAsync(hub, notification, secrets, Time, StopToken));
        }
    }

    /// <summary>Vaults are asked on the pipeline's thread.</summary>
    private sealed class PipelineSecrets(Cmdlet cmdlet, ISecretSource secrets) : PipelineAsker(cmdlet), ISecretSource
    {
        public Task<System.Security.SecureString> GetAsync(string place, CancellationToken cancellationToken = default) => OnPipelineAsync(() => secrets.GetAsync(place, cancellationToken));
    }
}
