using System.Security;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Sends one notification, with its secret from its place, within a time limit.</summary>
internal sealed class NotificationSender
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly ISecretSource _secrets;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    public NotificationSender(ISecretSource secrets, TimeProvider time) => (_secrets, _time) = (secrets, time);

    /// <summary>Sends it; throws <c>NotificationNotSent</c>, or what is wrong with the secret's place.</summary>
    public async Task SendAsync(Notification notification, NotificationText text, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(s_patience, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using SecureString? secret = (notification.Kind == NotificationKind.Mail ? notification.PasswordFrom : notification.UrlFrom) is { } place
                ? await _secrets.GetAsync(place, either.Token).ConfigureAwait(false)
                : null;
            await (notification.Kind == NotificationKind.Mail
                ? MailSender.SendAsync(notification, secret, text, either.Token)
                : WebhookSender.SendAsync(notification, secret!, text, either.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NotificationErrors.NotSent(notification, $"there was no answer within {s_patience.TotalSeconds:0} seconds.", "Check server, port and firewall; the next run tries again.");
        }
    }
}
