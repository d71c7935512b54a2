using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Writes values into one entry: one request that deletes what was read and adds what is new, so that it fails where somebody else was faster.</summary>
internal sealed class LdapWrite
{
    private readonly LdapSession _session;
    private readonly DirectoryProfile _profile;

    public LdapWrite(LdapSession session, DirectoryProfile profile)
    {
        _session = session;
        _profile = profile;
    }

    /// <summary>Writes.</summary>
    /// <param name="entry">The entry with the attributes concerned, just read.</param>
    /// <param name="key">Its key.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="cancellationToken">Stops it; after that nobody knows whether it was written.</param>
    public async Task WriteAsync(RawEntry entry, string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken)
    {
        if (!changes.All(change => Holds(entry, change)))
        {
            throw DirectoryErrors.Stale(entry.Dn, changes);
        }

        try
        {
            // By key, where the server knows how: a rename in between does not matter.
            string name = _profile.IsActiveDirectory ? $"<GUID={key}>" : entry.Dn;
            await _session.ModifyAsync(name, changes, cancellationToken).ConfigureAwait(false);
        }
        catch (LdapException error)
        {
            if (error.Kind == LdapErrorKind.NoSuchAttribute && await IsStaleAsync(entry, key, changes, cancellationToken).ConfigureAwait(false))
            {
                throw DirectoryErrors.Stale(entry.Dn, changes);
            }

            throw LdapErrors.FromWrite(error, entry.Dn, _session.Account, changes);
        }
    }

    private static bool Holds(RawEntry entry, AttributeChange change)
    {
        if (change.Before is null)
        {
            return entry.Values(change.Attribute).Count == 0;
        }

        byte[] before = Encoding.UTF8.GetBytes(change.Before);
        return entry.Values(change.Attribute).Any(value => value.AsSpan().SequenceEqual(before));
    }

    // Result 16 says "no such value" and "no such attribute in the schema" alike: what the entry holds now tells which.
    private async Task<bool> IsStaleAsync(RawEntry entry, string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken)
    {
        string name = _profile.IsActiveDirectory ? $"<GUID={key}>" : entry.Dn;
        RawEntry? now = await _session.ReadEntryAsync(name, "(objectClass=*)", [.. changes.Select(static change => change.Attribute)], cancellationToken: cancellationToken).ConfigureAwait(false);
        return now is null || !changes.All(change => Holds(now, change));
    }
}
