using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Deleting, announced: it stands in the plans before with its day, and for a day at the least, so that nobody is deleted in the first
/// plan that says so.
/// </summary>
internal static class Deletion
{
    private static readonly TimeSpan s_notice = TimeSpan.FromDays(1);

    /// <summary>The body of a delete, of which the ids of all that go together are made a request.</summary>
    public const string Payload = """{"keepAssetsInInventory":true}""";

    /// <summary>Types of extension that RingCentral deletes (API.md, section 9).</summary>
    public static bool IsPossible(string? type) => type is "User" or "Limited";

    /// <summary>The announced or due operation.</summary>
    public static Operation At(Operation planned, DateTimeOffset due, DateTimeOffset now) => now < due
        ? planned with { State = OperationState.Scheduled, NotBefore = due, Order = PlanOrder.Delete, Reason = Announce(due) }
        : planned with { NotBefore = due };

    /// <summary>The operation, announced where no plan before has announced it.</summary>
    public static Operation WithNotice(Operation operation, Operation? open, DateTimeOffset now)
    {
        if (operation is not { Kind: OperationKind.Delete, State: OperationState.Planned })
        {
            return operation;
        }

        DateTimeOffset earliest = open is null ? now + s_notice : open.State == OperationState.Scheduled ? open.NotBefore ?? now : now;
        return earliest <= now ? operation : operation with { State = OperationState.Scheduled, NotBefore = earliest, Reason = Announce(earliest) };
    }

    private static string Announce(DateTimeOffset due) => string.Create(CultureInfo.InvariantCulture, $"Delete due on {due.UtcDateTime:yyyy-MM-dd}, unless the person comes back.");
}
