using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What became of an operation that was sent and whose answer never came.</summary>
/// <param name="Done">It was carried out.</param>
/// <param name="Extension">The extension as it now is; null where there is none.</param>
/// <param name="Unclear">Several could be it: a person must say.</param>
public sealed record Settlement(bool Done, Extension? Extension, string? Unclear = null);

/// <summary>
/// Finds out whether an operation was carried out, by looking: by extension id for whatever had one, for a create by the reference to
/// the hub user, else by the mail address that was sent.
/// </summary>
public sealed class Settler
{
    private readonly IAccount _account;

    /// <summary>Makes the settler.</summary>
    public Settler(IAccount account) => _account = account;

    /// <summary>Looks.</summary>
    public async Task<Settlement> SettleAsync(Operation operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.Kind == OperationKind.Create
            ? await SettleCreateAsync(operation, cancellationToken).ConfigureAwait(false)
            : await SettleByIdAsync(operation, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Settlement> SettleByIdAsync(Operation operation, CancellationToken cancellationToken)
    {
        Extension? extension = operation.TargetKey is null ? null : await _account.FindExtensionAsync(operation.TargetKey, cancellationToken).ConfigureAwait(false);
        bool done = extension is not null && operation.Payload is not null && AccountPayload.IsApplied(operation.Payload, extension);
        return new Settlement(done, extension);
    }

    private async Task<Settlement> SettleCreateAsync(Operation operation, CancellationToken cancellationToken)
    {
        string? mail = AccountPayload.MailOf(operation.Payload);
        IReadOnlyList<Extension> found = mail is null ? [] : await _account.FindExtensionsByMailAsync(mail, cancellationToken).ConfigureAwait(false);
        Extension[] referenced = [.. found.Where(extension => extension.DirectoryId == operation.UserId)];
        return (referenced.Length, found.Count) switch
        {
            (1, _) => new Settlement(true, referenced[0]),
            (_, 0) => new Settlement(false, null),
            (0, 1) => new Settlement(true, found[0]),
            _ => new Settlement(false, null, $"several extensions have the mail address {mail}: {string.Join(", ", found.Select(extension => extension.Number))}"),
        };
    }
}
