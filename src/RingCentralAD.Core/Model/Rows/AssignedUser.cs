namespace RingCentralAD.Core.Model;

/// <summary>
/// Who was assigned when last planned. A person who was and no longer is keeps a row until the account is deactivated:
/// losing an assignment is what takes an account away, never having had none does not.
/// </summary>
/// <param name="SystemId">The system, <see cref="Ids.RingCentral"/>.</param>
/// <param name="UserId">The person.</param>
/// <param name="Assigned">Assigned now, or lost.</param>
/// <param name="Since">Since when it is so.</param>
public sealed record AssignedUser(string SystemId, string UserId, bool Assigned, DateTimeOffset Since) : IHubRow;
