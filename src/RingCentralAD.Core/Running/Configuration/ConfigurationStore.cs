using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Stores the rows of a configuration: those that differ are saved, those that are no longer there taken away.</summary>
internal static class ConfigurationStore
{
    /// <summary>Stores options that changed, and all lists.</summary>
    public static async Task SaveAsync(IHubTransaction transaction, ConfigurationRows rows, IReadOnlySet<string> changedParts, TimeProvider time, CancellationToken cancellationToken)
    {
        await SaveDirectoriesAsync(transaction, rows, cancellationToken).ConfigureAwait(false);
        await SaveAttributesAsync(transaction, rows, cancellationToken).ConfigureAwait(false);
        await ReplaceAsync(
            transaction, [.. rows.Mappings.Select(static pair => pair.Row)], static mapping => (mapping.Direction, mapping.DirectoryId, mapping.Target),
            static mapping => new Filter<AttributeMapping>().Equal(row => row.Direction, mapping.Direction).Equal(row => row.DirectoryId, mapping.DirectoryId).Equal(row => row.Target, mapping.Target), cancellationToken).ConfigureAwait(false);
        await ReplaceAsync(
            transaction, [.. rows.ProfileMasters.Select(pair => new ProfileMaster(rows.SystemOf(pair.Item.System)!, pair.Item.Priority, pair.Item.Enabled))], static master => master.System,
            static master => new Filter<ProfileMaster>().Equal(row => row.System, master.System), cancellationToken).ConfigureAwait(false);
        await ReplaceAsync(
            transaction, [.. rows.AttributeMasters.Select(pair => new AttributeMaster(pair.Item.Attribute, [.. pair.Item.Systems.Select(system => rows.SystemOf(system)!)], pair.Item.FallThrough))], static master => master.Attribute,
            static master => new Filter<AttributeMaster>().Equal(row => row.Attribute, master.Attribute), cancellationToken).ConfigureAwait(false);
        await SaveGroupsAsync(transaction, rows, time, cancellationToken).ConfigureAwait(false);
        if (rows.Identity != rows.IdentityBefore)
        {
            // Read again: a first run may have been confirmed while this waited at a prompt.
            await transaction.SetAsync(rows.IdentityOf(await transaction.GetIdentityAsync(cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        }

        if (changedParts.Contains("notifications"))
        {
            await NotificationRegistration.SetAsync(transaction, [.. rows.Notifications.Select(static pair => pair.Item)], cancellationToken).ConfigureAwait(false);
        }

        if (changedParts.Contains("serviceProviders"))
        {
            await transaction.SetAsync(new ServiceProviders { All = [.. rows.ServiceProviders.Select(static pair => pair.Item)] }, cancellationToken).ConfigureAwait(false);
        }

        await transaction.SaveAsync([.. rows.Options.Where(option => changedParts.Contains(option.Part)).Select(static option => HubSettings.Row(option.Value.GetType().Name, option.Value))], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Nothing but the settings: where an import stands in the directory is read again, since one may be at work.</summary>
    private static async Task SaveDirectoriesAsync(IHubTransaction transaction, ConfigurationRows rows, CancellationToken cancellationToken)
    {
        IReadOnlyList<DirectoryEntry> now = await transaction.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync(
            [.. rows.Directories.Select(static pair => pair.Row).Select(entry => now.FirstOrDefault(known => known.Id == entry.Id) is { } known ? DirectoryDifferences.Entry(known, entry.Settings) : entry)],
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task SaveAttributesAsync(IHubTransaction transaction, ConfigurationRows rows, CancellationToken cancellationToken)
    {
        HubAttribute[] changed = [.. rows.AttributesBefore.Where(attribute => attribute.Custom && !rows.Attributes.Any(pair => pair.Row.Name == attribute.Name && pair.Row.Type == attribute.Type))];
        Dictionary<string, long> holders = await ConfigurationAttributes.HoldersAsync(transaction, changed, cancellationToken).ConfigureAwait(false);
        if (changed.FirstOrDefault(attribute => holders.ContainsKey(attribute.Name)) is { } used)
        {
            throw ConfigurationAttributes.InUse(used, holders[used.Name]);
        }

        foreach (HubAttribute gone in changed)
        {
            await transaction.RemoveAsync(new Filter<HubAttribute>().Equal(row => row.Name, gone.Name), cancellationToken).ConfigureAwait(false);
        }

        await transaction.SaveAsync([.. rows.Attributes.Select(static pair => pair.Row)], cancellationToken).ConfigureAwait(false);
    }

    private static async Task SaveGroupsAsync(IHubTransaction transaction, ConfigurationRows rows, TimeProvider time, CancellationToken cancellationToken)
    {
        HubGroup[] groups = [.. rows.Groups.Select(static pair => pair.Row)];
        HubGroup[] own = [.. rows.GroupsBefore.Where(static group => group.Kind is HubGroupKind.Local or HubGroupKind.Rule)];
        foreach (HubGroup gone in own.ExceptBy(groups.Select(static group => group.Id), static group => group.Id))
        {
            await GroupEditor.RemoveAsync(transaction, gone, cancellationToken).ConfigureAwait(false);
        }

        await GroupEditor.SaveAsync(transaction, [.. groups.Except(own)], cancellationToken).ConfigureAwait(false);
        HubGroup[] assigned = [.. rows.Assignments.Select(pair => rows.GroupOf(pair.Item)!)];
        await transaction.SaveAsync([.. assigned.ExceptBy([.. rows.GroupsBefore.Concat(groups).Select(static group => group.Id)], static group => group.Id)], cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync(
            [.. assigned.ExceptBy(rows.AssignmentsBefore.Select(static assignment => assignment.GroupId!), static group => group.Id).Select(group => new Assignment { Id = Ids.New(time), GroupId = group.Id, CreatedAt = time.GetUtcNow() })],
            cancellationToken).ConfigureAwait(false);
        HashSet<string> visible = [.. rows.GroupsBefore.Where(group => group.Kind != HubGroupKind.Imported || rows.DirectoriesBefore.Any(entry => entry.Id == group.SystemId)).Select(static group => group.Id)];
        string[] lost = [.. rows.AssignmentsBefore.Where(assignment => visible.Contains(assignment.GroupId!)).Select(static assignment => assignment.GroupId!).Except(assigned.Select(static group => group.Id))];
        await transaction.RemoveAsync(new Filter<Assignment>().In(row => row.GroupId, lost), cancellationToken).ConfigureAwait(false);
    }

    private static async Task ReplaceAsync<T, TKey>(IHubTransaction transaction, IReadOnlyList<T> wanted, Func<T, TKey> key, Func<T, Filter<T>> one, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        IReadOnlyList<T> now = await transaction.ListAsync<T>(cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (T gone in now.ExceptBy(wanted.Select(key), key))
        {
            await transaction.RemoveAsync(one(gone), cancellationToken).ConfigureAwait(false);
        }

        await transaction.SaveAsync([.. wanted.Except(now)], cancellationToken).ConfigureAwait(false);
    }
}
