namespace RingCentralAD.Core.Directories;

/// <summary>Finds an entry of the domain by its key, wherever it is now.</summary>
internal sealed class EntryByKey(LdapSession session, LdapDomain domain)
{
    /// <summary>The entry; null where there is none, or none that the filter lets through.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="filter">What it must be.</param>
    /// <param name="attributes">What to read of it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RawEntry?> ReadAsync(string key, string filter, IReadOnlyList<string> attributes, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(key, out _))
        {
            return null;
        }

        DirectoryProfile profile = domain.Profile;
        RawEntry? entry = profile.IsActiveDirectory
            ? await session.ReadEntryAsync($"<GUID={key}>", filter, [.. attributes, "isDeleted"], cancellationToken: cancellationToken).ConfigureAwait(false)
            : (await session.FindAsync(domain.NamingContext, filter, profile.KeyAttribute, EntryKey.ToValue(profile.KeyAttribute, key), attributes, cancellationToken)
                .ConfigureAwait(false)) is [var found, ..] ? found : null;

        // A GUID is found wherever the entry is now: as a tombstone, or in another partition of the server.
        return entry is null || Ascii.IsTrue(entry.Bytes("isDeleted")) || !DnText.IsWithin(DnText.Key(entry.Dn), DnText.Key(domain.NamingContext)) ? null : entry;
    }
}
