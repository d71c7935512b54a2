using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Takes a notification away.</summary>
/// <remarks>
/// <para>One that is set again under the name tells everything anew.</para>
/// </remarks>
/// <example>
/// <code>Remove-RcNotification chat</code>
/// <para>Takes one away.</para>
/// </example>
/// <example>
/// <code>Get-RcNotification | Remove-RcNotification</code>
/// <para>Takes all away.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "RcNotification", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveRcNotificationCommand : HubCmdlet
{
    /// <summary>The notification's name; Get-RcNotification lists them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The notification's name; Get-RcNotification lists them.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (string.IsNullOrEmpty(Name))
        {
            return;
        }

        try
        {
            IHubStore hub = await StoreAsync();
            Notification notification = await NotificationRegistration.FindAsync(hub, Name, StopToken);
            if (ShouldProcess(notification.ToString(), "Remove the notification"))
            {
                await NotificationRegistration.RemoveAsync(hub, notification.Name, StopToken);
            }
        }
        catch (RingCentralAdException error) when (error.Kind == ErrorKind.NotFound)
        {
            WriteError(ErrorRecords.From(error, Name));
        }
    }
}
