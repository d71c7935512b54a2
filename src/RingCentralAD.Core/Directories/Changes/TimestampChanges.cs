using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>modifyTimestamp, which every server keeps (RFC 4512, 3.4): sees what is there, and nothing of what is gone.</summary>
internal sealed class TimestampChanges : IChangeSource
{
    private const string Attribute = "modifyTimestamp";

    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly TimeProvider _time;

    public TimestampChanges(LdapSession session, LdapDomain domain, TimeProvider time)
    {
        _session = session;
        _domain = domain;
        _time = time;
    }

    public ChangeMethod Method => ChangeMethod.ModifyTimestamp;

    public async Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken)
    {
        string? latest = await LatestTime.FindAsync(_session, _domain.NamingContext, Attribute, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return latest is null ? null : new ChangePosition(Method, _session.Server, latest)
        {
            Blind = $"Deletions: {Attribute} of {_session.Server} shows who changed, not who is gone. Who was deleted is found only by comparing keys with the directory. " +
                $"On OpenLDAP the overlay accesslog (read access for {_session.Account}) or syncprov shows deletions.",
        };
    }

    public async Task<ChangePosition> FindAsync(ChangePosition since, IReadOnlyList<string> attributes, ChangedKeys found, CancellationToken cancellationToken)
    {
        await _session.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (since.Source != _session.Server)
        {
            throw ChangeErrors.OtherSource("the server", since, "another one", _session.Server);
        }

        string latest = since.Value;
        string kinds = $"(|{_domain.Profile.PeopleFilter}{_domain.Profile.GroupFilter}{_domain.Profile.ContainerFilter})";
        LdapFilter newer = LdapFilter.GreaterOrEqual(Attribute, LatestTime.Before(since.Value, _session.Server));
        await foreach (RawEntry entry in _session.ReadSomeAsync(
            _domain.NamingContext, kinds, newer, [_domain.Profile.KeyAttribute, Attribute], paged: true, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (EntryKey.Of(entry) is { } key)
            {
                // Whether it was renamed is not said.
                found.AddChanged(key, renamed: true);
            }

            if (entry.Text(Attribute) is { } time && LatestTime.Compare(time, latest) > 0)
            {
                latest = time;
            }
        }

        return since with { Value = latest };
    }
}
