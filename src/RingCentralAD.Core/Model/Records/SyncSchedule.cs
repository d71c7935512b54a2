namespace RingCentralAD.Core.Model;

/// <summary>What runs a sync at its times.</summary>
public enum ScheduleKind
{
    /// <summary>A timer of systemd.</summary>
    Systemd,

    /// <summary>A file of cron in /etc/cron.d.</summary>
    Cron,

    /// <summary>A task of Windows' Task Scheduler.</summary>
    TaskScheduler,
}

/// <summary>A schedule that was registered on a host: when Invoke-RcSync runs there, as whom, and by what.</summary>
public sealed record SyncSchedule
{
    /// <summary>Its name on the host.</summary>
    public required string Name { get; init; }

    /// <summary>The machine on which it was registered.</summary>
    public required string Host { get; init; }

    /// <summary>What runs it.</summary>
    public required ScheduleKind Kind { get; init; }

    /// <summary>How often.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>The account it runs as; null for the one that registered it.</summary>
    public string? RunAs { get; init; }

    /// <summary>The hub, as Invoke-RcSync is told; never with a password.</summary>
    public required string Hub { get; init; }

    /// <summary>The PowerShell that runs it.</summary>
    public required string Program { get; init; }

    /// <summary>The module's manifest.</summary>
    public required string Module { get; init; }

    /// <summary>The systemd credentials that the hub's secrets are named by.</summary>
    public IReadOnlyList<string> Credentials { get; init; } = [];

    /// <summary>It belongs to the account, not to the machine (systemd's user manager).</summary>
    public bool OfUser { get; init; }

    /// <summary>The files that were written for it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Who registered it.</summary>
    public string By { get; init; } = "";

    /// <summary>When it was registered.</summary>
    public DateTimeOffset RegisteredAt { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Name} on {Host}: every {Every:c} by {Kind}";
}
