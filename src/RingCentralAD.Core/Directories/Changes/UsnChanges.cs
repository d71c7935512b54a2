using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>uSNChanged and deleted objects of one domain controller: its numbers mean nothing to another one.</summary>
internal sealed class UsnChanges : IChangeSource
{
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly AdTombstones _tombstones;

    public UsnChanges(LdapSession session, LdapDomain domain)
    {
        _session = session;
        _domain = domain;
        _tombstones = new AdTombstones(session, domain);
    }

    public ChangeMethod Method => ChangeMethod.UsnChanged;

    public async Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken)
    {
        RawEntry root = await _session.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
        string? invocation = await InvocationAsync(root, cancellationToken).ConfigureAwait(false);
        return invocation is null || !long.TryParse(root.Text("highestCommittedUSN"), NumberStyles.None, CultureInfo.InvariantCulture, out long highest)
            ? null
            : new ChangePosition(Method, invocation, highest.ToString(CultureInfo.InvariantCulture))
            {
                Blind = await _tombstones.BlindAsync(cancellationToken).ConfigureAwait(false),
            };
    }

    public async Task<ChangePosition> FindAsync(ChangePosition since, IReadOnlyList<string> attributes, ChangedKeys found, CancellationToken cancellationToken)
    {
        ChangePosition now = await PositionAsync(cancellationToken).ConfigureAwait(false)
            ?? throw ChangeErrors.Unavailable($"{_session.Server} does not say its invocation id or its highest change number.", _session.Server);
        if (now.Source != since.Source)
        {
            throw ChangeErrors.OtherSource("the domain controller with the invocation id", since, $"another one ({now.Source})", _session.Server);
        }

        if (!long.TryParse(since.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long last) ||
            last > long.Parse(now.Value, CultureInfo.InvariantCulture))
        {
            throw ChangeErrors.Unavailable($"The last import's position {since.Value} lies beyond the highest change number {now.Value} of {_session.Server}: it was restored from a backup.", _session.Server);
        }

        LdapSearch search = new()
        {
            BaseDn = _domain.NamingContext,
            Filter = LdapFilter.And(LdapFilter.GreaterOrEqual("uSNChanged", last + 1), LdapFilter.Parse(AdTombstones.ClassFilter)),
            Attributes = ["objectGUID", "objectClass", "isDeleted", "uSNCreated", "replPropertyMetaData"],
            Controls = [LdapControl.ShowDeleted()],
        };
        await foreach (RawEntry entry in _session.ReadAsync(search, new LdapSearchOutcome(), paged: true, cancellationToken).ConfigureAwait(false))
        {
            if (EntryKey.Of(entry) is not { } key)
            {
                continue;
            }

            if (AdTombstones.IsTombstone(entry))
            {
                found.AddGone(key, EntryKinds.Of(entry));
            }
            else
            {
                bool isNew = long.TryParse(entry.Text("uSNCreated"), NumberStyles.None, CultureInfo.InvariantCulture, out long created) && created > last;
                found.AddChanged(key, !isNew && ReplicationMetadata.NameChangedSince(entry.Bytes("replPropertyMetaData"), last));
            }
        }

        // The connection may have gone over to another controller in between; its numbers are others.
        return (await PositionAsync(cancellationToken).ConfigureAwait(false))?.Source == since.Source
            ? now
            : throw ChangeErrors.OtherSource("the domain controller with the invocation id", since, "another one", _session.Server);
    }

    private async Task<string?> InvocationAsync(RawEntry root, CancellationToken cancellationToken)
    {
        if (root.Text("dsServiceName") is not { Length: > 0 } service)
        {
            return null;
        }

        RawEntry? settings = await _session.ReadEntryAsync(service, "(objectClass=*)", ["invocationId"], cancellationToken: cancellationToken).ConfigureAwait(false);
        return settings?.Bytes("invocationId") is { } id ? EntryKey.Parse(id) : null;
    }
}
