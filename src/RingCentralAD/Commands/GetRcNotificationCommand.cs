using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows where word is sent when something about the hub matters.</summary>
/// <remarks>
/// <para>What there is to tell now shows Get-RcHub as Health.</para>
/// </remarks>
/// <example>
/// <code>Get-RcNotification</code>
/// <para>Shows all of them.</para>
/// </example>
/// <example>
/// <code>Get-RcNotification ops* | Test-RcNotification</code>
/// <para>Sends a test by some of them.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcNotification")]
[OutputType(typeof(Notification))]
public sealed class GetRcNotificationCommand : HubCmdlet
{
    /// <summary>The name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    public string Name { get; set; } = "*";

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        NamePatterns wanted = new(Name);
        foreach (Notification notification in (await NotificationRegistration.ListAsync(await StoreAsync(), StopToken)).Where(one => wanted.Fit(one.Name)).OrderBy(static one => one.Name, StringComparer.OrdinalIgnoreCase))
        {
            WriteObject(notification);
        }

        wanted.Report(this, static name => new RingCentralAdException(
            "NotificationNotFound", ErrorKind.NotFound, $"The hub has no notification '{name}'.", "Get-RcNotification lists them; Set-RcNotification adds one.", name));
    }
}
