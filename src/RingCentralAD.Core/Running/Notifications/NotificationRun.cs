using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Tells what matters about a hub by its notifications: each thing once, again where it got worse, where it was over in between, or as a reminder.
/// Which host sends is settled in the hub; what could not be sent is told by the next run.
/// </summary>
public sealed class NotificationRun
{
    // Longer than a sending may take: only a host that died in between leaves it to the next one.
    private static readonly TimeSpan s_claim = TimeSpan.FromMinutes(2);
    private readonly IHubStore _hub;
    private readonly NotificationSender _sender;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    public NotificationRun(IHubStore hub, ISecretSource secrets, TimeProvider time) => (_hub, _sender, _time) = (hub, new NotificationSender(secrets, time), time);

    /// <summary>Tells what is to be told; gives what could not be sent, which ends nothing.</summary>
    public async Task<IReadOnlyList<RingCentralAdException>> RunAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Notification> notifications = await NotificationRegistration.ListAsync(_hub, cancellationToken).ConfigureAwait(false);
        if (notifications.Count == 0)
        {
            return [];
        }

        IReadOnlyList<HealthFinding> findings = await HubHealth.ReadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        List<RingCentralAdException> failures = [];
        foreach (Notification notification in notifications)
        {
            try
            {
                await TellAsync(notification, [.. findings.Where(finding => notification.Topics.Count == 0 || notification.Topics.Contains(finding.Topic))], cancellationToken).ConfigureAwait(false);
            }
            catch (RingCentralAdException error)
            {
                failures.Add(error);
            }
        }

        return failures;
    }

    private async Task TellAsync(Notification notification, IReadOnlyList<HealthFinding> findings, CancellationToken cancellationToken)
    {
        Claim claim = await ClaimAsync(notification, findings, cancellationToken).ConfigureAwait(false);
        if (claim.Due.Count == 0)
        {
            return;
        }

        bool sent = false;
        try
        {
            await _sender.SendAsync(notification, await TextAsync(_hub, claim.Due, _time, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            sent = true;
        }
        finally
        {
            // Also where the run is stopped: what was not sent is not told.
            await SettleAsync(notification, claim, sent).ConfigureAwait(false);
        }
    }

    /// <summary>What is told, with who tells it.</summary>
    internal static async Task<NotificationText> TextAsync(IHubStore hub, IReadOnlyList<HealthFinding> findings, TimeProvider time, CancellationToken cancellationToken) => new()
    {
        Company = (await hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false)).Company,
        Hub = hub.Location,
        Host = Environment.MachineName,
        At = time.GetUtcNow(),
        Findings = findings,
    };

    /// <summary>Finds out what is due, forgets what is over, and takes the right to send it.</summary>
    private async Task<Claim> ClaimAsync(Notification notification, IReadOnlyList<HealthFinding> findings, CancellationToken cancellationToken)
    {
        Claim claim = new([], []);
        await _hub.WriteAsync(
            async transaction =>
            {
                DateTimeOffset now = _time.GetUtcNow();
                ToldFindings told = await transaction.GetAsync<ToldFindings>(cancellationToken).ConfigureAwait(false);
                Dictionary<string, ToldFinding> known = told.All.Where(one => one.Notification == notification.Name).DistinctBy(static one => one.Key).ToDictionary(static one => one.Key, StringComparer.Ordinal);
                HealthFinding[] due = [.. findings.Where(finding => IsDue(finding, known.GetValueOrDefault(finding.Key), notification, now))];
                claim = new Claim(due, [.. due.Select(finding => known.GetValueOrDefault(finding.Key)).OfType<ToldFinding>().Where(static one => one.PendingUntil is null)]);
                IEnumerable<ToldFinding> stay = known.Values.Where(one => findings.Any(finding => finding.Key == one.Key) && !due.Any(finding => finding.Key == one.Key));
                ToldFinding[] after = [.. told.All.Where(one => one.Notification != notification.Name), .. stay, .. due.Select(finding => new ToldFinding(notification.Name, finding.Key, finding.Step, now, now + s_claim))];
                if (!after.ToHashSet().SetEquals(told.All))
                {
                    await transaction.SetAsync(new ToldFindings { All = after }, cancellationToken).ConfigureAwait(false);
                }
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return claim;
    }

    private static bool IsDue(HealthFinding finding, ToldFinding? told, Notification notification, DateTimeOffset now) => told switch
    {
        null => true,
        { PendingUntil: { } until } => until <= now,
        _ => finding.Step > told.Step || (notification.RemindAfterDays is { } days && now - told.At >= TimeSpan.FromDays(days)),
    };

    private Task SettleAsync(Notification notification, Claim claim, bool sent) => _hub.WriteAsync(
        async transaction =>
        {
            ToldFindings told = await transaction.GetAsync<ToldFindings>(CancellationToken.None).ConfigureAwait(false);
            HashSet<string> keys = [.. claim.Due.Select(static finding => finding.Key)];
            IEnumerable<ToldFinding> mine = told.All.Where(one => one.Notification == notification.Name && keys.Contains(one.Key));
            IEnumerable<ToldFinding> settled = sent ? mine.Select(static one => one with { PendingUntil = null }) : claim.Before;
            await transaction.SetAsync(new ToldFindings { All = [.. told.All.Except(mine), .. settled] }, CancellationToken.None).ConfigureAwait(false);
        },
        null,
        CancellationToken.None);

    /// <param name="Due">What is to be sent.</param>
    /// <param name="Before">What of it was told before.</param>
    private sealed record Claim(IReadOnlyList<HealthFinding> Due, IReadOnlyList<ToldFinding> Before);
}
