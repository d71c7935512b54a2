using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Which roles extensions have, asked only where a mapping gives roles: one by one for a few people, in one list for many.</summary>
internal sealed class RoleReader(IAccount account, MappingCatalog mappings)
{
    private readonly bool _wanted = mappings.Outbound(MappingDirection.HubToRc, "").Any(mapping => !mapping.IsDummy && mapping.Mapping.Target == "role");
    private Dictionary<string, IReadOnlyList<string>>? _all;

    /// <summary>Reads the whole list where many people are to be looked at.</summary>
    public async Task PrepareAsync(int people, CancellationToken cancellationToken)
    {
        if (!_wanted || !ReadAtOnce.Pays(people))
        {
            return;
        }

        _all = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        await foreach (ExtensionRoles one in account.ReadAssignedRolesAsync(cancellationToken).ConfigureAwait(false))
        {
            _all[one.ExtensionId] = [.. one.Roles.Select(role => role.Id)];
        }
    }

    /// <summary>The ids of an extension's roles; null where they are not asked for, or not known.</summary>
    public async Task<IReadOnlyList<string>?> OfAsync(string extensionId, CancellationToken cancellationToken)
    {
        if (!_wanted)
        {
            return null;
        }

        if (_all is not null)
        {
            return _all.GetValueOrDefault(extensionId);
        }

        try
        {
            return [.. (await account.ReadRolesAsync(extensionId, cancellationToken).ConfigureAwait(false)).Roles.Select(role => role.Id)];
        }
        catch (AccountException error) when (error.Failure == AccountFailure.NotFound)
        {
            return null;
        }
    }
}
