namespace RingCentralAD.Core.Model;

/// <summary>One thing that Test-RcAccount looked at.</summary>
/// <param name="Check">SignedIn, Scope, Permission, RateLimit, Unassigned, Inventory, Plan or DuplicateMail.</param>
/// <param name="Passed">False where something stands in the way of provisioning.</param>
/// <param name="Subject">The user, the scope, the permission, the rate group or the address.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do; null where nothing is to be done.</param>
public sealed record AccountCheck(string Check, bool Passed, string Subject, string Detail, string? Remedy = null)
{
    /// <inheritdoc />
    public override string ToString() => $"{Check} {Subject}: {Detail}";
}
