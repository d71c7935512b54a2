using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What is wrong with a notification, or with its sending. A webhook's address is a secret: only its host is named.</summary>
internal static class NotificationErrors
{
    public static RingCentralAdException Invalid(string name, string what, string remedy) => new("NotificationInvalid", ErrorKind.InvalidInput, $"The notification {name}: {what}", remedy, name);

    public static RingCentralAdException NotFound(string name) => new("NotificationNotFound", ErrorKind.NotFound, $"The hub has no notification '{name}'.", "Get-RcNotification lists them.", name);

    public static RingCentralAdException NotSent(Notification notification, string why, string remedy, Exception? inner = null) =>
        new("NotificationNotSent", ErrorKind.Unavailable, $"The notification {notification.Name} could not be sent: {why}", remedy, notification.Name, inner);

    /// <summary>What another machine said, on one line and of a bearable length.</summary>
    public static string Said(string text)
    {
        string line = new([.. text.Select(static c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 200 ? line : line[..200] + "…";
    }
}
