using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Keeps what stood in the directory before our first write, as long as what stands there is ours.</summary>
internal static class WriteBackOrigins
{
    /// <summary>What is known of an entry's attributes, by attribute.</summary>
    public static async Task<Dictionary<string, WriteBackOrigin>> OfAsync(IHubReader hub, string systemId, string key, CancellationToken cancellationToken) =>
        (await hub.ListAsync(new Filter<WriteBackOrigin>().Equal(row => row.SystemId, systemId).Equal(row => row.Key, key), cancellationToken).ConfigureAwait(false))
            .ToDictionary(origin => origin.Attribute, StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes over what an operation wrote, or that an undo gave back.</summary>
    public static async Task TakeAsync(IHubTransaction transaction, Operation done, CancellationToken cancellationToken)
    {
        if (done.Kind == OperationKind.UndoWriteBack)
        {
            foreach (AttributeChange change in done.Changes)
            {
                await transaction.RemoveAsync(
                    new Filter<WriteBackOrigin>().Equal(row => row.SystemId, done.SystemId).Equal(row => row.Key, done.TargetKey!).Equal(row => row.Attribute, change.Attribute),
                    cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        Dictionary<string, WriteBackOrigin> known = await OfAsync(transaction, done.SystemId, done.TargetKey!, cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync([.. done.Changes.Select(Origin)], cancellationToken).ConfigureAwait(false);

        WriteBackOrigin Origin(AttributeChange change) => new()
        {
            SystemId = done.SystemId,
            Key = done.TargetKey!,
            Attribute = change.Attribute,
            Before = known.GetValueOrDefault(change.Attribute) is { } origin && origin.Written == change.Before ? origin.Before : change.Before,
            Written = change.After,
            RunId = done.RunId,
        };
    }
}
