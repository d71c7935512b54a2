namespace RingCentralAD.Core.Model;

/// <summary>Where word is sent when something about a hub matters. Holds no secret: only the place of one.</summary>
public sealed record Notification
{
    /// <summary>The name by which it is set and taken away.</summary>
    public required string Name { get; init; }

    /// <summary>By mail, or to a webhook.</summary>
    public NotificationKind Kind { get; init; }

    /// <summary>What it is sent for; empty for everything.</summary>
    public IReadOnlyList<HealthTopic> Topics { get; init; } = [];

    /// <summary>What was told and is not over is told again after so many days; null for never.</summary>
    public int? RemindAfterDays { get; init; }

    /// <summary>The mail server.</summary>
    public string? SmtpServer { get; init; }

    /// <summary>Its port.</summary>
    public int SmtpPort { get; init; } = 587;

    /// <summary>How the connection to it is protected.</summary>
    public SmtpTls SmtpTls { get; init; }

    /// <summary>Who sends, as a mail address.</summary>
    public string? From { get; init; }

    /// <summary>Who gets it, as mail addresses.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The account at the mail server; null for none.</summary>
    public string? UserName { get; init; }

    /// <summary>Where its password is.</summary>
    public string? PasswordFrom { get; init; }

    /// <summary>Where the webhook's address is, which is a secret.</summary>
    public string? UrlFrom { get; init; }

    /// <summary>
    /// The JSON that is posted, with <c>{{title}}</c>, <c>{{text}}</c>, <c>{{company}}</c>, <c>{{hub}}</c>, <c>{{host}}</c> and <c>{{time}}</c> inside its texts;
    /// null for that of RingCentral's incoming webhooks.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>A file of CA certificates to trust besides the system's.</summary>
    public string? CaCertificate { get; init; }

    /// <inheritdoc />
    public override string ToString() => Kind == NotificationKind.Mail ? $"{Name}: mail to {string.Join(", ", To)} by {SmtpServer}" : $"{Name}: webhook at {UrlFrom}";
}

/// <summary>How word is sent.</summary>
public enum NotificationKind
{
    /// <summary>By mail.</summary>
    Mail,

    /// <summary>To a webhook.</summary>
    Webhook,
}

/// <summary>How the connection to a mail server is protected.</summary>
public enum SmtpTls
{
    /// <summary>By STARTTLS; a server that does not offer it is refused.</summary>
    StartTls,

    /// <summary>TLS from the first byte, mostly on port 465.</summary>
    Tls,

    /// <summary>Not at all; only without an account.</summary>
    None,
}

/// <summary>The notifications of a hub.</summary>
internal sealed record Notifications
{
    public IReadOnlyList<Notification> All { get; init; } = [];
}

/// <summary>What was told, and when: kept by the hub, so that it is told once, whichever host sees it.</summary>
internal sealed record ToldFindings
{
    public IReadOnlyList<ToldFinding> All { get; init; } = [];
}

/// <summary>One thing that was told.</summary>
/// <param name="Notification">By which notification.</param>
/// <param name="Key">What.</param>
/// <param name="Step">How bad it was.</param>
/// <param name="At">When.</param>
/// <param name="PendingUntil">A host is sending it until then; null once it was sent.</param>
internal sealed record ToldFinding(string Notification, string Key, int Step, DateTimeOffset At, DateTimeOffset? PendingUntil);
