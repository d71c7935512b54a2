using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What became of an operation that was sent and whose answer never came.</summary>
/// <param name="Doing">What it did; null where it was not carried out.</param>
/// <param name="Unclear">Several could be it: a person must say.</param>
public sealed record Settlement(Doing? Doing, string? Unclear = null);

/// <summary>
/// Finds out whether operations were carried out, by looking: by extension id for whatever had one, for a create by the reference to
/// the hub user, else by the mail address that was sent. Many are looked up in one reading of the account's list. A list that does not come
/// whole, as while this run makes new extensions, tells of those whom it shows; the others are looked after one by one.
/// </summary>
public sealed class Settler
{
    /// <summary>For more than this the list is cheaper: a page of it costs no more than one look.</summary>
    private const int ByList = 20;

    private static readonly HashSet<OperationKind> s_shownByList =
        [OperationKind.Create, OperationKind.Fill, OperationKind.Update, OperationKind.Deactivate, OperationKind.Reactivate, OperationKind.Renumber, OperationKind.Delete];

    private readonly IAccount _account;

    /// <summary>Makes the settler.</summary>
    public Settler(IAccount account) => _account = account;

    /// <summary>Looks after many, in their order.</summary>
    public async IAsyncEnumerable<(Operation Operation, Settlement Found)> SettleAsync(
        IReadOnlyCollection<Operation> operations, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operations);
        Listed? list = operations.Count(operation => s_shownByList.Contains(operation.Kind)) > ByList
            ? await ReadListAsync(cancellationToken).ConfigureAwait(false)
            : null;
        foreach (Operation operation in operations)
        {
            yield return (operation, list?.Settle(operation) ?? await SettleAsync(operation, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<Listed> ReadListAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Extension> shown = new(StringComparer.Ordinal);
        try
        {
            await foreach (Extension extension in _account.ReadExtensionsAsync(cancellationToken).ConfigureAwait(false))
            {
                shown[extension.Id] = extension;
            }
        }
        catch (AccountException error) when (error.ErrorId == "RcListIncomplete")
        {
            return new Listed(shown, whole: false);
        }

        return new Listed(shown, whole: true);
    }

    /// <summary>Looks after one.</summary>
    public async Task<Settlement> SettleAsync(Operation operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        switch (operation.Kind)
        {
            case OperationKind.Create:
                string? mail = AccountPayload.MailOf(operation.Payload);
                return OfCreate(operation, mail is null ? [] : await _account.FindExtensionsByMailAsync(mail, cancellationToken).ConfigureAwait(false));
            case OperationKind.AssignNumber:
                IReadOnlyList<PhoneNumber> numbers = await _account.ReadNumbersAsync(operation.TargetKey!, cancellationToken).ConfigureAwait(false);
                string wanted = StockNumber.TextOf(operation.Payload!);
                return new Settlement(numbers.FirstOrDefault(number => number.Number == wanted) is { } own ? Doing.Numbered(operation, own) : null);
            case OperationKind.AssignRoles:
                ExtensionRoles roles = await _account.ReadRolesAsync(operation.TargetKey!, cancellationToken).ConfigureAwait(false);
                return new Settlement(roles.Roles.Select(role => role.Id).ToHashSet(StringComparer.Ordinal).SetEquals(RolePayload.IdsOf(operation.Payload!)) ? Doing.Entitled(operation, roles) : null);
            default:
                return OfKnown(operation, operation.TargetKey is null ? null : await _account.FindExtensionAsync(operation.TargetKey, cancellationToken).ConfigureAwait(false));
        }
    }

    private static Settlement OfKnown(Operation operation, Extension? extension) => operation.Kind == OperationKind.Delete
        ? new Settlement(extension is null ? Doing.Deleted(operation) : null)
        : new Settlement(extension is not null && operation.Payload is not null && AccountPayload.IsApplied(operation.Payload, extension) ? Doing.Shown(operation, extension, operation.RequestId) : null);

    private static Settlement OfCreate(Operation operation, IReadOnlyList<Extension> found)
    {
        Extension[] referenced = [.. found.Where(extension => extension.DirectoryId == operation.UserId)];
        return (referenced.Length, found.Count) switch
        {
            (1, _) => new Settlement(Doing.Shown(operation, referenced[0], operation.RequestId)),
            (_, 0) => new Settlement(null),
            (0, 1) => new Settlement(Doing.Shown(operation, found[0], operation.RequestId)),
            _ => new Settlement(null, $"several extensions have the mail address {AccountPayload.MailOf(operation.Payload)}: {string.Join(", ", found.Select(extension => extension.Number))}"),
        };
    }

    /// <summary>What a reading of the list showed.</summary>
    private sealed class Listed(Dictionary<string, Extension> shown, bool whole)
    {
        private readonly ILookup<string, Extension> _byMail = shown.Values.Where(extension => MatchKey.Of(extension.Attributes.Text("email")) is not null)
            .ToLookup(extension => MatchKey.Of(extension.Attributes.Text("email"))!, StringComparer.Ordinal);

        /// <summary>What became of the operation; null where the list cannot tell.</summary>
        public Settlement? Settle(Operation operation) => operation.Kind switch
        {
            _ when !s_shownByList.Contains(operation.Kind) => null,

            // Another one with the same address may be among those that the list left out.
            OperationKind.Create => whole ? OfCreate(operation, [.. _byMail[MatchKey.Of(AccountPayload.MailOf(operation.Payload)) ?? ""]]) : null,
            _ => shown.GetValueOrDefault(operation.TargetKey ?? "") is { } extension ? OfKnown(operation, extension) : whole ? OfKnown(operation, null) : null,
        };
    }
}
