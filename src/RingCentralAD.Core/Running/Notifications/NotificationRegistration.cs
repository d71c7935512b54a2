using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Stores the notifications of a hub, and tries them.</summary>
public static class NotificationRegistration
{
    /// <summary>The notifications of a hub.</summary>
    public static async Task<IReadOnlyList<Notification>> ListAsync(IHubReader hub, CancellationToken cancellationToken = default) =>
        (await hub.GetAsync<Notifications>(cancellationToken).ConfigureAwait(false)).All;

    /// <summary>The one of this name; throws <c>NotificationNotFound</c>.</summary>
    public static async Task<Notification> FindAsync(IHubReader hub, string name, CancellationToken cancellationToken = default) =>
        (await ListAsync(hub, cancellationToken).ConfigureAwait(false)).FirstOrDefault(known => Is(known, name)) ?? throw NotificationErrors.NotFound(name);

    /// <summary>Stores one, in place of an earlier one of its name; throws <c>NotificationInvalid</c>.</summary>
    public static Task SetAsync(IHubStore hub, Notification notification, CancellationToken cancellationToken = default)
    {
        NotificationRules.Check(notification);
        return ChangeAsync(hub, all => [.. all.Where(known => !Is(known, notification.Name)), notification], cancellationToken);
    }

    /// <summary>Takes one away, with what it told.</summary>
    public static Task RemoveAsync(IHubStore hub, string name, CancellationToken cancellationToken = default) =>
        ChangeAsync(hub, all => [.. all.Where(known => !Is(known, name))], cancellationToken);

    /// <summary>Stores all of them, as one part of a transaction; what those told that are no longer there is forgotten.</summary>
    internal static async Task SetAsync(IHubTransaction transaction, IReadOnlyList<Notification> all, CancellationToken cancellationToken)
    {
        await transaction.SetAsync(new Notifications { All = all }, cancellationToken).ConfigureAwait(false);
        ToldFindings told = await transaction.GetAsync<ToldFindings>(cancellationToken).ConfigureAwait(false);
        ToldFinding[] kept = [.. told.All.Where(one => all.Any(known => known.Name == one.Notification))];
        if (kept.Length < told.All.Count)
        {
            await transaction.SetAsync(new ToldFindings { All = kept }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a test; gives what came of it.</summary>
    public static async Task<NotificationTest> TryAsync(IHubStore hub, Notification notification, ISecretSource secrets, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        try
        {
            await new NotificationSender(secrets, time).SendAsync(notification, await NotificationRun.TextAsync(hub, [], time, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return new NotificationTest(notification.Name, notification.Kind, true, notification.Kind == NotificationKind.Mail ? $"{notification.SmtpServer} took a mail to {string.Join(", ", notification.To)}" : "the webhook took it", null);
        }
        catch (RingCentralAdException error)
        {
            return new NotificationTest(notification.Name, notification.Kind, false, error.Message, error.Remedy);
        }
    }

    private static Task ChangeAsync(IHubStore hub, Func<IReadOnlyList<Notification>, IReadOnlyList<Notification>> change, CancellationToken cancellationToken) => hub.WriteAsync(
        async transaction => await SetAsync(transaction, change(await ListAsync(transaction, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false),
        null,
        cancellationToken);

    private static bool Is(Notification notification, string name) => string.Equals(notification.Name, name, StringComparison.OrdinalIgnoreCase);
}
