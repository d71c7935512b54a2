using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// Active Directory's DirSync (MS-ADTS, 3.1.1.3.4.1.3): asked by object class only and used to learn which entries changed, as its filter
/// sees the current state only. Without the right to replicate, with object security: then the server shows what the account may read.
/// </summary>
internal sealed class DirSyncChanges : IChangeSource
{
    private const int ObjectSecurity = 1;
    private const int IncrementalValues = unchecked((int)0x80000000);
    private const int BytesAtOnce = 1 << 20;

    private static readonly string[] s_watched =
        ["objectGUID", "objectClass", "name", "parentGUID", "whenCreated", "isDeleted", "isCriticalSystemObject", "cn", "description", "member", "objectSid"];

    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly AdTombstones _tombstones;

    public DirSyncChanges(LdapSession session, LdapDomain domain)
    {
        _session = session;
        _domain = domain;
        _tombstones = new AdTombstones(session, domain);
    }

    public ChangeMethod Method => ChangeMethod.DirSync;

    public async Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken)
    {
        // Nobody has this key: the server only says how far it is.
        LdapFilter nobody = LdapFilter.Equal("objectGUID", Guid.Empty);
        try
        {
            (byte[] cookie, bool secured) = await RunAsync([], nobody, ["objectGUID"], null, cancellationToken).ConfigureAwait(false);
            return await PositionAsync(cookie, secured, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (ChangeErrors.IsDenied(error) || ChangeErrors.IsRefused(error))
        {
            return null;
        }
    }

    public async Task<ChangePosition> FindAsync(ChangePosition since, IReadOnlyList<string> attributes, ChangedKeys found, CancellationToken cancellationToken)
    {
        if (since.Source != _domain.Key)
        {
            throw ChangeErrors.OtherSource("the domain", since, $"of the domain {_domain.Key}", _session.Server);
        }

        string[] watched = attributes.Contains("*") ? [] :
            [.. s_watched.Concat(_domain.Profile.Names.Expand(attributes)).Concat(_domain.Profile.AlwaysRead).Distinct(StringComparer.OrdinalIgnoreCase)];
        try
        {
            LdapFilter filter = LdapFilter.Parse(AdTombstones.ClassFilter);
            (byte[] cookie, bool secured) = await RunAsync(Cookie(since), filter, watched, found, cancellationToken).ConfigureAwait(false);
            await _tombstones.ClassifyAsync(found, cancellationToken).ConfigureAwait(false);
            return await PositionAsync(cookie, secured, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (ChangeErrors.IsDenied(error))
        {
            throw ChangeErrors.Unavailable($"{_session.Account} may no longer read changes by DirSync: {error.Message}", _session.Server,
                "Give the account the right \"Replicating Directory Changes\" on the domain, or run one full import: it finds another way to see changes.", error);
        }
        catch (RingCentralAdException error) when (ChangeErrors.IsRefused(error))
        {
            throw ChangeErrors.Refused(Method, error, _session.Server);
        }
    }

    private byte[] Cookie(ChangePosition since)
    {
        byte[] cookie = new byte[since.Value.Length];
        return Convert.TryFromBase64String(since.Value, cookie, out int length) && length > 0
            ? cookie[..length]
            : throw ChangeErrors.Unavailable("The last import's position is damaged.", _session.Server);
    }

    private async Task<ChangePosition> PositionAsync(byte[] cookie, bool secured, CancellationToken cancellationToken) =>
        new(Method, _domain.Key, Convert.ToBase64String(cookie))
        {
            Blind = secured ? await _tombstones.BlindAsync(cancellationToken).ConfigureAwait(false) : null,
        };

    private async Task<(byte[] Cookie, bool Secured)> RunAsync(
        byte[] cookie, LdapFilter filter, IReadOnlyList<string> attributes, ChangedKeys? found, CancellationToken cancellationToken)
    {
        try
        {
            return (await RoundsAsync(IncrementalValues, cookie, filter, attributes, found, cancellationToken).ConfigureAwait(false), false);
        }
        catch (RingCentralAdException error) when (ChangeErrors.IsDenied(error))
        {
            return (await RoundsAsync(IncrementalValues | ObjectSecurity, cookie, filter, attributes, found, cancellationToken).ConfigureAwait(false), true);
        }
    }

    private async Task<byte[]> RoundsAsync(
        int flags, byte[] cookie, LdapFilter filter, IReadOnlyList<string> attributes, ChangedKeys? found, CancellationToken cancellationToken)
    {
        for (bool more = true; more;)
        {
            LdapSearch search = new()
            {
                BaseDn = _domain.NamingContext,
                Filter = filter,
                Attributes = attributes,
                Controls = [LdapControl.DirSync(flags, BytesAtOnce, cookie)],
            };
            LdapSearchOutcome outcome = new();
            await foreach (RawEntry entry in _session.ReadAsync(search, outcome, paged: false, cancellationToken).ConfigureAwait(false))
            {
                Add(entry, found);
            }

            LdapControl answer = outcome.Result?.Control(LdapControl.DirSyncOid)
                ?? throw ChangeErrors.Unavailable($"{_session.Server} answers DirSync without a position to go on from.", _session.Server);
            (more, cookie) = answer.ReadDirSync();
        }

        return cookie;
    }

    private static void Add(RawEntry entry, ChangedKeys? found)
    {
        if (found is null || EntryKey.Of(entry) is not { } key)
        {
            return;
        }

        if (AdTombstones.IsTombstone(entry))
        {
            found.AddGone(key, null);
        }
        else
        {
            // The server shows name and container where they changed, and of what is new.
            found.AddChanged(key, !entry.Has("whenCreated") && (entry.Has("name") || entry.Has("parentGUID")));
        }
    }
}
