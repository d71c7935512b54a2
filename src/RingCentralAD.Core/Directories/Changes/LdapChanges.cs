using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Sees changes by the best way that a server offers to the account, and goes on by the way that a position was made with.</summary>
internal sealed class LdapChanges
{
    private readonly LdapSession _session;
    private readonly ChangedReader _reader;
    private readonly IChangeSource[] _sources;
    private readonly ChangeMethod? _only;

    public LdapChanges(LdapSession session, LdapDomain domain, ChangedReader reader, TimeProvider time, ChangeMethod? only)
    {
        _session = session;
        _reader = reader;
        _only = only;
        _sources = domain.Profile.IsActiveDirectory
            ? [new DirSyncChanges(session, domain), new UsnChanges(session, domain)]
            : [new AccessLogChanges(session, domain, time), new SyncReplChanges(session, domain), new ChangeLogChanges(session, domain), new TimestampChanges(session, domain, time)];
    }

    /// <summary>Where the directory stands by the first way that works; null where none does.</summary>
    public async Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken)
    {
        foreach (IChangeSource source in _sources.Where(source => _only is null || source.Method == _only))
        {
            if (await source.PositionAsync(cancellationToken).ConfigureAwait(false) is { } position)
            {
                return position;
            }
        }

        return null;
    }

    /// <summary>What changed.</summary>
    public async IAsyncEnumerable<DirectoryChange> ReadAsync(
        ChangePosition since, IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_only is { } only && only != since.Method)
        {
            throw ChangeErrors.Unavailable($"Changes are to be seen by {only}, and the last import's position is one of {since.Method}.", _session.Server);
        }

        IChangeSource source = _sources.FirstOrDefault(source => source.Method == since.Method)
            ?? throw ChangeErrors.Unavailable($"{_session.Server} is no server that shows changes by {since.Method}.", _session.Server);
        ChangedKeys found = new();
        ChangePosition next = await source.FindAsync(since, attributes, found, cancellationToken).ConfigureAwait(false);
        await foreach (DirectoryChange change in _reader.ReadAsync(found, attributes, cancellationToken).ConfigureAwait(false))
        {
            yield return change;
        }

        yield return new ChangesEnd(next);
    }
}
