using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Many people in one request.</summary>
public sealed partial class RingCentralAccount
{
    /// <summary>Extensions that one bulk update may name.</summary>
    public const int LargestBulkUpdate = 500;

    /// <summary>Extensions that one delete may name.</summary>
    public const int LargestDelete = 50;

    /// <summary>People that one batch may hold.</summary>
    public const int LargestBatch = 10;

    private const string BulkUpdateRoute = "restapi/v1.0/account/~/extension-bulk-update";
    private const string BulkTaskRoute = "restapi/v1.0/account/~/extension-bulk-update/tasks/{taskId}";

    /// <summary>Hands in a bulk update by the exact body (<c>records</c>, 1 to 500, each with its id). Never repeated by itself.</summary>
    /// <remarks><c>POST /restapi/v1.0/account/{accountId}/extension-bulk-update</c>; Heavy; EditExtensions; EditExtensionInfo.</remarks>
    public Task<BulkTask> StartBulkUpdateAsync(string body, CancellationToken cancellationToken = default)
    {
        Check(BulkJson.Count(body), LargestBulkUpdate, nameof(body));
        HttpCall call = HttpCall.Write(HttpMethod.Post, RateGroups.Heavy, BulkUpdateRoute, body);
        return _transport.SendAsync(call, answer => BulkJson.Task(call, answer), cancellationToken);
    }

    /// <summary>How a bulk update stands.</summary>
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/extension-bulk-update/tasks/{taskId}</c>; Light; EditExtensions; EditExtensionInfo.</remarks>
    public Task<BulkTask> ReadBulkUpdateAsync(string taskId, CancellationToken cancellationToken = default)
    {
        HttpCall call = HttpCall.Get(RateGroups.Light, BulkTaskRoute, taskId);
        return _transport.SendAsync(call, answer => BulkJson.Task(call, answer) is BulkTask task && task.Id == taskId ? task : null, cancellationToken);
    }

    /// <summary>Asks after a bulk update until it has ended: after 1, 2, 4, 8 and then every 10 seconds.</summary>
    /// <param name="taskId">The id from <see cref="StartBulkUpdateAsync"/>.</param>
    /// <param name="atMost">How long to wait; then the task is given as it stands.</param>
    /// <param name="cancellationToken">Stops waiting; RingCentral goes on.</param>
    public async Task<BulkTask> WaitForBulkUpdateAsync(string taskId, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        long started = _time.GetTimestamp();
        for (double seconds = 1; ; seconds = Math.Min(10, seconds * 2))
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), _time, cancellationToken).ConfigureAwait(false);
            BulkTask task = await ReadBulkUpdateAsync(taskId, cancellationToken).ConfigureAwait(false);
            if (task.IsFinished || _time.GetElapsedTime(started) >= atMost)
            {
                return task;
            }
        }
    }

    /// <summary>Deletes extensions of type User or Limited, 1 to 50; their numbers and devices stay in the inventory. Never repeated by itself.</summary>
    /// <returns>What became of each, in the order given.</returns>
    /// <remarks><c>DELETE /restapi/v2/accounts/{accountId}/extensions</c>; Heavy; EditAccounts; Users.</remarks>
    public Task<IReadOnlyList<BulkItem>> DeleteExtensionsAsync(IReadOnlyList<string> extensionIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(extensionIds);
        Check(extensionIds.Count, LargestDelete, nameof(extensionIds));
        JObject body = new() { ["keepAssetsInInventory"] = true, ["records"] = new JArray(extensionIds.Select(id => new JObject { ["id"] = id })) };
        HttpCall call = HttpCall.Write(HttpMethod.Delete, RateGroups.Heavy, "restapi/v2/accounts/~/extensions", RcJson.Write(body));
        return _transport.SendAsync(call, answer => BulkJson.Deleted(call, answer, extensionIds), cancellationToken);
    }

    /// <summary>
    /// Makes users by the exact body (<c>records</c>, 1 to 10, status Enabled), with devices and numbers where asked for; it carries neither address
    /// nor department. Never repeated by itself.
    /// </summary>
    /// <returns>What became of each record, in the body's order.</returns>
    /// <remarks><c>POST /restapi/v2/accounts/{accountId}/batch-provisioning/users</c>; Heavy; EditAccounts.</remarks>
    public Task<IReadOnlyList<BatchResult>> ProvisionBatchAsync(string body, CancellationToken cancellationToken = default)
    {
        int count = BulkJson.Count(body);
        Check(count, LargestBatch, nameof(body));
        HttpCall call = HttpCall.Write(HttpMethod.Post, RateGroups.Heavy, "restapi/v2/accounts/~/batch-provisioning/users", body);
        return _transport.SendAsync(call, answer => BulkJson.Batch(call, answer, count), cancellationToken);
    }

    private static void Check(int count, int largest, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, largest, name);
    }
}
