using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>An operation that was carried out, and what it makes of the hub's copy of the extension.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="TargetKey">The extension's id.</param>
/// <param name="Change">The app user as it now is, from the one that was known; null where none was.</param>
/// <param name="Extension">The extension, for the record; null where nothing shows it.</param>
public sealed record Doing(Operation Operation, string TargetKey, Func<AppUser?, DateTimeOffset, AppUser?> Change, Extension? Extension)
{
    /// <summary>RingCentral's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The numbers are part of the change, so that none need be read.</summary>
    public bool KnowsNumbers { get; init; }

    /// <summary>RingCentral showed the extension.</summary>
    public static Doing Shown(Operation operation, Extension extension, string? requestId = null)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return new(operation, extension.Id, (known, now) => AccountAppUsers.From(extension, known, now), extension) { RequestId = requestId };
    }

    /// <summary>The account's list showed the extension in this run, and the hub's copy was made of it then.</summary>
    public static Doing Listed(Operation operation, Extension? extension)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new(operation, operation.TargetKey!, static (known, _) => known, extension);
    }

    /// <summary>RingCentral said that it was done, and shows nothing: what was sent stands.</summary>
    public static Doing Told(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new(operation, operation.TargetKey!, (known, now) => known is null ? null : AccountAppUsers.From(SentExtension.Over(known, operation.Payload!), known, now), null);
    }

    /// <summary>The extension got a number of the inventory.</summary>
    public static Doing Numbered(Operation operation, PhoneNumber number)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new(operation, operation.TargetKey!, (known, _) => known is null ? null : DirectNumber.Apply(known, [number]), null) { KnowsNumbers = true };
    }

    /// <summary>The extension got its roles.</summary>
    public static Doing Entitled(Operation operation, ExtensionRoles roles)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new(operation, operation.TargetKey!, (known, _) => known is null ? null : known with { Attributes = known.Attributes.With([new("roles", roles.Roles.Select(role => role.Name).ToList())]) }, null);
    }

    /// <summary>A batch made the extension.</summary>
    public static Doing Made(Operation operation, BatchResult result)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(result);
        Extension extension = SentExtension.OfBatch(result.ExtensionId!, operation.Payload!);
        PhoneNumber[] numbers = [.. result.Numbers.Select(number => new PhoneNumber { Id = number, Number = number, UsageType = "DirectNumber", Status = "Normal", ExtensionId = extension.Id })];
        return new(operation, extension.Id, (known, now) => DirectNumber.Apply(AccountAppUsers.From(extension, known, now), numbers), extension) { KnowsNumbers = true };
    }

    /// <summary>The extension is no more: its link ends, and whoever comes back gets a new one.</summary>
    public static Doing Deleted(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new(operation, operation.TargetKey!, (known, now) => known is null ? null : known with { State = AppUserState.Gone, Enabled = false, UserId = null, ReadAt = now }, null) { KnowsNumbers = true };
    }
}
