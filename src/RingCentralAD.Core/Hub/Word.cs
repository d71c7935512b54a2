using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// A person's word on a held operation. It stands on the operation's own row, and a plan that wants the very same keeps the row: a word
/// is bound to exactly what was looked at, and a changed plan asks again.
/// </summary>
public static class Word
{
    /// <summary>The next run carries it out, whatever the guard says of the others.</summary>
    public const string Approved = "OperationApproved";

    /// <summary>A person approved the import that it follows from: no guard asks again. It is no word on the account, nor on this operation itself.</summary>
    public const string Follows = "ImportApproved";

    /// <summary>No run carries it out as long as it is the same.</summary>
    public const string Denied = Operation.Denied;

    /// <summary>What undoes a refusal.</summary>
    public const string Reversal = "Approve-RcOperation -Force approves it after all.";

    /// <summary>Whose word it is, and when it was given.</summary>
    public static string By(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return string.Create(CultureInfo.InvariantCulture, $"{ThisProcess.Account} on {time.GetUtcNow().UtcDateTime:yyyy-MM-dd HH:mm} UTC");
    }

    /// <summary>Whether a person has approved it, or what it follows from.</summary>
    public static bool IsApproved(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.ErrorId is Approved or Follows;
    }

    /// <summary>Whether a person has approved this very operation.</summary>
    public static bool IsApprovedItself(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.ErrorId == Approved;
    }

    /// <summary>Whether a person has refused it.</summary>
    public static bool IsDenied(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.ErrorId == Denied;
    }

    /// <summary>Whose word it is, when it was given and what follows: the reason without what was said before.</summary>
    public static string? Said(string? reason) => reason?.Split(". Before: ", 2)[0];

    /// <summary>Whether it waits for a word.</summary>
    public static bool IsAwaited(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.State == OperationState.Held && !IsApproved(operation) && !IsDenied(operation);
    }

    /// <summary>The planned operation as the word on the same one has it.</summary>
    /// <param name="planned">What the plan wants now.</param>
    /// <param name="open">The same operation of an earlier plan; null where there was none.</param>
    internal static Operation Apply(Operation planned, Operation? open)
    {
        if (open is null || planned.State is not (OperationState.Planned or OperationState.Held))
        {
            return planned;
        }

        return IsDenied(open) ? open
            : IsApprovedItself(open) && planned.State == OperationState.Planned ? planned with { ErrorId = Approved, Reason = open.Reason }
            : planned;
    }
}
