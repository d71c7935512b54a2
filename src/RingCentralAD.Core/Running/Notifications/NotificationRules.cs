using MimeKit;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What a notification must keep to be stored.</summary>
public static class NotificationRules
{
    private const int MostDays = 3650;

    /// <summary>Refuses what can never be sent: <c>NotificationInvalid</c>. A secret is not repeated.</summary>
    public static void Check(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        if (string.IsNullOrWhiteSpace(notification.Name) || notification.Name.Any(char.IsControl))
        {
            throw Invalid("it needs a name on one line.", "Give -Name.");
        }

        if (notification.RemindAfterDays is < 1 or > MostDays)
        {
            throw Invalid("a reminder comes after 1 to 3650 days.", "Correct -RemindAfterDays.");
        }

        CheckPlace(notification.PasswordFrom, "-PasswordFrom");
        CheckPlace(notification.UrlFrom, "-UrlFrom");
        if (notification.Kind == NotificationKind.Webhook)
        {
            CheckWebhook();
        }
        else
        {
            CheckMail();
        }

        void CheckWebhook()
        {
            if (notification.UrlFrom is null)
            {
                throw Invalid("a webhook's address is a secret, and its place is missing.", "Give -UrlFrom vault:…, file:…, env:… or credential:….");
            }

            if (notification.Template is { } template)
            {
                WebhookTemplate.Check(notification.Name, template);
            }
        }

        void CheckMail()
        {
            if (notification.SmtpServer is null || Uri.CheckHostName(notification.SmtpServer) == UriHostNameType.Unknown || notification.SmtpPort is < 1 or > 65535)
            {
                throw Invalid("the mail server is no name or address, or its port no port.", "Correct -SmtpServer and -SmtpPort.");
            }

            if (notification.To.Count == 0)
            {
                throw Invalid("nobody gets it.", "Give -To.");
            }

            foreach (string address in notification.To.Append(notification.From ?? ""))
            {
                if (address.Any(char.IsControl) || !MailboxAddress.TryParse(address, out MailboxAddress? parsed) || !parsed.Address.Contains('@', StringComparison.Ordinal))
                {
                    throw Invalid($"'{NotificationErrors.Said(address)}' is no mail address.", "Correct -From and -To.");
                }
            }

            if ((notification.UserName is null) != (notification.PasswordFrom is null))
            {
                throw Invalid("an account at the mail server is a name and the place of its password.", "Give -UserName and -PasswordFrom, or neither.");
            }

            if (notification is { SmtpTls: SmtpTls.None, UserName: not null })
            {
                throw Invalid("a password is not sent over a connection that anybody can read.", "Choose -SmtpTls StartTls or Tls, or leave the account out.");
            }
        }

        void CheckPlace(string? place, string parameter)
        {
            if (place is not null && !SecretPlaces.IsPlace(place))
            {
                throw Invalid($"{parameter} is no place of a secret.", "Write vault:VAULT/SECRET, file:PATH, env:NAME or credential:NAME.");
            }
        }

        RingCentralAdException Invalid(string what, string remedy) => NotificationErrors.Invalid(notification.Name, what, remedy);
    }
}
