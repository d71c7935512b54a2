using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Deleted objects of Active Directory: what they were, and whether the account may see them.</summary>
internal sealed class AdTombstones
{
    /// <summary>People, groups and containers, be they deleted: a tombstone has an object class but no category.</summary>
    public const string ClassFilter =
        "(|(&(objectClass=user)(!(objectClass=computer)))(objectClass=group)(objectClass=organizationalUnit)(objectClass=container)(objectClass=builtinDomain)(objectClass=domainDNS)(objectClass=lostAndFound))";

    // Deleted Objects of a naming context, by the GUID that it has in every domain (MS-ADTS, 6.1.1.4).
    private const string DeletedObjects = "18e2ea80684f11d2b9aa00c04f79f805";

    private readonly LdapSession _session;
    private readonly LdapDomain _domain;

    public AdTombstones(LdapSession session, LdapDomain domain)
    {
        _session = session;
        _domain = domain;
    }

    /// <summary>Whether an entry is deleted.</summary>
    public static bool IsTombstone(RawEntry entry) =>
        Ascii.IsTrue(entry.Bytes("isDeleted")) || entry.Dn.Contains("\\0ADEL:", StringComparison.Ordinal) || entry.Dn.Contains("\nDEL:", StringComparison.Ordinal);

    /// <summary>What an account that may not see deleted objects is blind to, in words; null where it may.</summary>
    public async Task<string?> BlindAsync(CancellationToken cancellationToken)
    {
        LdapSearch search = new()
        {
            BaseDn = $"<WKGUID={DeletedObjects},{_domain.NamingContext}>",
            Scope = LdapScope.Base,
            Attributes = ["objectClass"],
            Controls = [LdapControl.ShowDeleted()],
        };
        bool seen = false;
        try
        {
            await foreach (RawEntry entry in _session.ReadAsync(search, new LdapSearchOutcome(), paged: false, cancellationToken).ConfigureAwait(false))
            {
                // Who may not read it is shown a bare name by some servers.
                seen |= entry.Has("objectClass");
            }
        }
        catch (Model.RingCentralAdException error) when (error.ErrorId is "AdBaseNotFound" or "AdAccessDenied" or "AdFailed")
        {
            seen = false;
        }

        return seen ? null
            : $"Deletions: {_session.Account} may not read CN=Deleted Objects,{_domain.NamingContext}. Who was deleted is found only by comparing keys with the directory. " +
                $"To let the account see deletions: dsacls \"CN=Deleted Objects,{_domain.NamingContext}\" /takeownership, then /G \"{_session.Account}:LCRP\".";
    }

    /// <summary>Finds out what the gone ones were.</summary>
    public async Task ClassifyAsync(ChangedKeys found, CancellationToken cancellationToken)
    {
        string[] unknown = [.. found.Gone.Where(static pair => pair.Value is null).Select(static pair => pair.Key)];
        foreach (string[] some in unknown.Chunk(ChangedReader.KeysAtOnce))
        {
            LdapSearch search = new()
            {
                BaseDn = _domain.NamingContext,
                Filter = ChangedReader.AnyOf(_domain.Profile, some),
                Attributes = ["objectGUID", "objectClass", "isDeleted"],
                Controls = [LdapControl.ShowDeleted()],
            };
            await foreach (RawEntry entry in _session.ReadAsync(search, new LdapSearchOutcome(), paged: false, cancellationToken).ConfigureAwait(false))
            {
                if (IsTombstone(entry) && EntryKey.Of(entry) is { } key && entry.Has("objectClass"))
                {
                    found.AddGone(key, EntryKinds.Of(entry));
                }
            }
        }
    }
}
