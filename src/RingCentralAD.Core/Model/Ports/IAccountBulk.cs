namespace RingCentralAD.Core.Model;

/// <summary>Many people in one request, and what the account allows a minute. None of the writes is ever repeated by itself.</summary>
public interface IAccountBulk
{
    /// <summary>How many requests each rate group allows: RingCentral's word, its published defaults before the first answer.</summary>
    IReadOnlyList<RateAllowance> Allowances { get; }

    /// <summary>Hands in a bulk update (<c>POST …/extension-bulk-update</c>, Heavy, EditExtensions): 1 to 500 records, each with its id.</summary>
    Task<BulkTask> StartBulkUpdateAsync(string body, CancellationToken cancellationToken = default);

    /// <summary>Asks after a bulk update until it has ended, or as long as said (<c>GET …/extension-bulk-update/tasks/{id}</c>, Light).</summary>
    Task<BulkTask> WaitForBulkUpdateAsync(string taskId, TimeSpan atMost, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes 1 to 50 extensions of type User or Limited; numbers and devices stay in the inventory
    /// (<c>DELETE /restapi/v2/accounts/~/extensions</c>, Heavy, EditAccounts). Gives what became of each, in the order given.
    /// </summary>
    Task<IReadOnlyList<BulkItem>> DeleteExtensionsAsync(IReadOnlyList<string> extensionIds, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes 1 to 10 users by the exact body (<c>POST …/batch-provisioning/users</c>, Heavy, EditAccounts). Gives what became of each record,
    /// in the body's order.
    /// </summary>
    Task<IReadOnlyList<BatchResult>> ProvisionBatchAsync(string body, CancellationToken cancellationToken = default);

    /// <summary>Gives a number of the inventory to an extension (<c>PATCH /restapi/v2/…/phone-numbers/{id}</c>, Medium, EditAccounts).</summary>
    Task<PhoneNumber> AssignNumberAsync(string phoneNumberId, string extensionId, CancellationToken cancellationToken = default);

    /// <summary>Gives an extension exactly these roles (<c>PUT …/extension/{id}/assigned-role</c>, Medium, RoleManagement).</summary>
    Task<ExtensionRoles> AssignRolesAsync(string extensionId, IReadOnlyList<string> roleIds, CancellationToken cancellationToken = default);
}

/// <summary>The allowance of one rate group.</summary>
/// <param name="Group">Light, Medium, Heavy or Auth, as RingCentral names it.</param>
/// <param name="Limit">Requests in a window.</param>
/// <param name="Window">The length of the sliding window.</param>
public sealed record RateAllowance(string Group, int Limit, TimeSpan Window);
