using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Says where word is sent when something about the hub matters: by mail, or to a webhook. What is not given stays as it is.</summary>
/// <remarks>
/// <para>Invoke-RcSync tells at its end: a guard stopped a run (GuardStopped), the imports of a directory fail (DirectoryFailing), a group with RingCentral is gone (AssignedGroupGone), people are stuck
/// (PeopleStuck), people wait since a licence, a line or a number is missing (LicencesLow), few Unassigned extensions are left (UnassignedLow), a certificate
/// (CertificateExpires), the JWT (JwtExpires) or the password of an account that binds (PasswordExpires) nears its end. Get-RcHub shows the same as Health.</para>
/// <para>Each thing is told once: again only where it got worse (a count has doubled; 14, 7, 3 days, a day are left), where it was over in between, or
/// after -RemindAfterDays. What could not be sent is a warning of the run, and the next one tries again. Of several hosts one tells.</para>
/// <para>The hub keeps where the mail account's password and the webhook's address are, never the secrets: vault:VAULT/SECRET, file:PATH, env:NAME or
/// credential:NAME. Certificates are verified. A webhook gets JSON by a template, whose names are filled in inside its texts and escaped: {{title}},
/// {{text}}, {{company}}, {{hub}}, {{host}}, {{time}}. A template is kept in the hub: no secret belongs into it. Without a template it is what RingCentral's incoming webhooks take: { "text": … }.</para>
/// <para>-StuckPeople, -Unassigned and -ExpiryDays are limits of the hub, for all notifications and for Get-RcHub.</para>
/// </remarks>
/// <example>
/// <code>Set-RcNotification ops -SmtpServer mail.contoso.com -From sync@contoso.com -To ops@contoso.com -UserName sync@contoso.com -PasswordFrom vault:RingCentral/smtp; Test-RcNotification ops</code>
/// <para>Mails, by STARTTLS on port 587; then sends a test.</para>
/// </example>
/// <example>
/// <code>Set-RcNotification chat -UrlFrom file:/etc/ringcentralad/webhook -Topic GuardStopped, DirectoryFailing -RemindAfterDays 7</code>
/// <para>Posts into a RingCentral chat by its incoming webhook, whose address is in a file, and again each week while it lasts.</para>
/// </example>
/// <example>
/// <code>Set-RcNotification pager -UrlFrom env:PAGER_URL -Template '{ "summary": "{{title}}", "severity": "warning", "details": { "text": "{{text}}" } }'</code>
/// <para>Posts JSON of another form.</para>
/// </example>
/// <example>
/// <code>Set-RcNotification -StuckPeople 10 -Unassigned 20 -ExpiryDays 14</code>
/// <para>Changes from where on something is worth a word.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "RcNotification", SupportsShouldProcess = true)]
[OutputType(typeof(Notification))]
public sealed class SetRcNotificationCommand : HubCmdlet
{
    /// <summary>What belongs to one notification, and is nothing without its name.</summary>
    private static readonly string[] s_ofOne =
    [
        nameof(SmtpServer), nameof(SmtpPort), nameof(SmtpTls), nameof(From), nameof(To), nameof(UserName), nameof(PasswordFrom), nameof(UrlFrom), nameof(Template), nameof(Topic), nameof(RemindAfterDays),
        nameof(CACertificate),
    ];

    /// <summary>The notification's name; without it only the limits are set.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The mail server; makes it a mail.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SmtpServer { get; set; }

    /// <summary>The mail server's port; 587, and 465 with -SmtpTls Tls.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int SmtpPort { get; set; }

    /// <summary>How the connection to the mail server is protected: StartTls, Tls from the first byte, or None.</summary>
    [Parameter]
    public SmtpTls SmtpTls { get; set; }

    /// <summary>Who sends the mail.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    /// <summary>Who gets the mail.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? To { get; set; }

    /// <summary>The account at the mail server; an empty text for none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? UserName { get; set; }

    /// <summary>Where its password is: vault:VAULT/SECRET, file:PATH, env:NAME or credential:NAME; an empty text for nowhere.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(SecretPlaceCompleter))]
    public string? PasswordFrom { get; set; }

    /// <summary>Where the webhook's address is: vault:VAULT/SECRET, file:PATH, env:NAME or credential:NAME; makes it a webhook.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretPlaceCompleter))]
    public string? UrlFrom { get; set; }

    /// <summary>The JSON that the webhook gets; an empty text for that of RingCentral's incoming webhooks.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Template { get; set; }

    /// <summary>What it is sent for; an empty list for everything.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public HealthTopic[]? Topic { get; set; }

    /// <summary>What was told and is not over is told again after so many days; 0 for never.</summary>
    [Parameter]
    [ValidateRange(0, 3650)]
    public int RemindAfterDays { get; set; }

    /// <summary>A file of CA certificates to trust besides the system's; an empty text for none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? CACertificate { get; set; }

    /// <summary>From so many people on who are stuck; 1 in a new hub.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int StuckPeople { get; set; }

    /// <summary>With fewer Unassigned extensions than this; 5 in a new hub.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Unassigned { get; set; }

    /// <summary>So many days before a certificate, the JWT or a password ends; 30 in a new hub.</summary>
    [Parameter]
    [ValidateRange(1, 3650)]
    public int ExpiryDays { get; set; }

    /// <summary>Emits the notification.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (Name is null && s_ofOne.Where(IsGiven).ToArray() is { Length: > 0 } lost)
        {
            throw new RingCentralAdException(
                "NotificationInvalid", ErrorKind.InvalidInput, $"{string.Join(", ", lost.Select(static parameter => $"-{parameter}"))} say how one notification is sent, and no name says which. Nothing was stored.",
                "Give the notification's name: Set-RcNotification NAME …; Get-RcNotification lists those that there are. Without a name only -StuckPeople, -Unassigned and -ExpiryDays are set.");
        }

        IHubStore hub = await StoreAsync();
        if (IsGiven(nameof(StuckPeople)) || IsGiven(nameof(Unassigned)) || IsGiven(nameof(ExpiryDays)))
        {
            await LimitAsync(hub);
        }

        if (Name is null)
        {
            return;
        }

        Notification? known = (await NotificationRegistration.ListAsync(hub, StopToken)).FirstOrDefault(one => string.Equals(one.Name, Name, StringComparison.OrdinalIgnoreCase));
        Notification wanted = Wanted(known ?? new Notification { Name = Name });
        NotificationRules.Check(wanted);
        if (ShouldProcess(wanted.ToString(), "Set the notification"))
        {
            await NotificationRegistration.SetAsync(hub, wanted, StopToken);
            if (PassThru)
            {
                WriteObject(wanted);
            }
        }
    }

    private Notification Wanted(Notification known)
    {
        NotificationKind kind = SmtpServer is not null ? NotificationKind.Mail : UrlFrom is not null ? NotificationKind.Webhook : known.Kind;
        SmtpTls tls = IsGiven(nameof(SmtpTls)) ? SmtpTls : known.SmtpTls;
        return known with
        {
            Kind = kind,
            SmtpServer = SmtpServer ?? known.SmtpServer,
            SmtpTls = tls,
            SmtpPort = IsGiven(nameof(SmtpPort)) ? SmtpPort : !IsGiven(nameof(SmtpTls)) ? known.SmtpPort : tls == SmtpTls.Tls ? 465 : known.SmtpPort == 465 ? 587 : known.SmtpPort,
            From = From ?? known.From,
            To = To ?? known.To,
            UserName = Given(UserName, known.UserName),
            PasswordFrom = Given(SecretPlace(PasswordFrom), known.PasswordFrom),
            UrlFrom = SecretPlace(UrlFrom) ?? known.UrlFrom,
            Template = Given(Template, known.Template),
            Topics = Topic ?? known.Topics,
            RemindAfterDays = !IsGiven(nameof(RemindAfterDays)) ? known.RemindAfterDays : RemindAfterDays == 0 ? null : RemindAfterDays,
            CaCertificate = Given(string.IsNullOrEmpty(CACertificate) ? CACertificate : GetUnresolvedProviderPathFromPSPath(CACertificate), known.CaCertificate),
        };
    }

    private static string? Given(string? text, string? known) => text is null ? known : text.Length == 0 ? null : text;

    private async Task LimitAsync(IHubStore hub)
    {
        HealthLimits limits = await hub.GetAsync<HealthLimits>(StopToken);
        limits = limits with
        {
            StuckPeople = IsGiven(nameof(StuckPeople)) ? StuckPeople : limits.StuckPeople,
            Unassigned = IsGiven(nameof(Unassigned)) ? Unassigned : limits.Unassigned,
            ExpiryDays = IsGiven(nameof(ExpiryDays)) ? ExpiryDays : limits.ExpiryDays,
        };
        if (ShouldProcess(
            (await IdentityAsync()).ToString(),
            $"Change from where on something is worth a word: {Counted.People(limits.StuckPeople)} stuck, fewer than {Counted.Of(limits.Unassigned, "Unassigned extension")}, {Counted.Of(limits.ExpiryDays, "day")} before something ends"))
        {
            await hub.WriteAsync(transaction => transaction.SetAsync(limits, StopToken), null, StopToken);
        }
    }
}
