using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What would be done: the operations in their order, and the sum of them.</summary>
public sealed record Plan
{
    /// <summary>The operations, in the order in which they are carried out; blocked and held ones included.</summary>
    public required IReadOnlyList<Operation> Operations { get; init; }

    /// <summary>People behind the operations, for records.</summary>
    public required IReadOnlyDictionary<string, PersonDiff> People { get; init; }

    /// <summary>The plan in one line.</summary>
    public required PlanSummary Summary { get; init; }

    /// <summary>Why the guard holds what takes away; null where it does not.</summary>
    public string? Stopped { get; init; }

    /// <summary>The fingerprint of what waits for a person's word; null where nothing does.</summary>
    public string? HeldFingerprint => Operations.Any(Word.IsAwaited) ? Fingerprint(Operations.Where(Word.IsAwaited)) : null;

    /// <summary>The same operations give the same fingerprint, whenever they were planned.</summary>
    public static string Fingerprint(IEnumerable<Operation> operations)
    {
        StringBuilder text = new();
        foreach (Operation operation in operations.OrderBy(operation => operation.UserId, StringComparer.Ordinal).ThenBy(operation => operation.Kind))
        {
            text.Append(operation.UserId).Append('\n').Append(operation.Kind).Append('\n').Append(operation.TargetKey).Append('\n').Append(operation.State).Append('\n').Append(operation.Payload).Append('\0');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    /// <summary>The record of one operation.</summary>
    public ProvisioningRecord RecordOf(Operation operation, Extension? extension = null, string? directNumber = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        PersonDiff person = People[operation.UserId];
        return RecordOf(operation, person.Person, person.Login, person.Email, person.Department, extension, directNumber);
    }

    /// <summary>The record of an operation of a person.</summary>
    public static ProvisioningRecord RecordOf(
        Operation operation, string person, string? login, string? email, string? department, Extension? extension = null, string? directNumber = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new ProvisioningRecord
        {
            Action = operation.Kind,
            State = operation.Shown,
            Person = person,
            Department = department,
            Changes = operation.Changes,
            Needs = operation.Kind switch
            {
                OperationKind.Fill => "1 Unassigned extension",
                OperationKind.Create => "1 new extension",
                OperationKind.AssignNumber => operation.Payload is null ? "1 number of the inventory" : $"{StockNumber.TextOf(operation.Payload)} of the inventory",
                _ => null,
            },
            Reason = operation.Reason,
            Remedy = operation.Remedy,
            ErrorId = operation.ErrorId,
            HubUserId = operation.UserId,
            Login = login,
            Email = email,
            ExtensionId = extension?.Id ?? operation.TargetKey,
            ExtensionNumber = extension?.Number,
            DirectNumber = directNumber,
            OperationId = operation.Id,
        };
    }
}
