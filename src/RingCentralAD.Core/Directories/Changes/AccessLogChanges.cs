using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>OpenLDAP's log of all writes (slapo-accesslog), where the account may read it.</summary>
internal sealed class AccessLogChanges : IChangeSource
{
    private const string Log = "cn=accesslog";

    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly TimeProvider _time;

    public AccessLogChanges(LdapSession session, LdapDomain domain, TimeProvider time)
    {
        _session = session;
        _domain = domain;
        _time = time;
    }

    public ChangeMethod Method => ChangeMethod.AccessLog;

    public async Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken)
    {
        try
        {
            // 389 DS answers a search below a name that it does not have as if it had found nothing there, without the end of the pages.
            if (await _session.ReadEntryAsync(Log, "(objectClass=*)", ["1.1"], cancellationToken: cancellationToken).ConfigureAwait(false) is null)
            {
                return null;
            }

            // An empty log says nothing of where it begins.
            string? latest = await LatestTime.FindAsync(_session, Log, "reqStart", _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            return latest is null ? null : new ChangePosition(Method, _session.Server, latest);
        }
        catch (RingCentralAdException error) when (error.ErrorId is "AdBaseNotFound" or "AdAccessDenied" or "AdSearchIncomplete" or "AdReferral" || ChangeErrors.IsRefused(error))
        {
            return null;
        }
    }

    public async Task<ChangePosition> FindAsync(ChangePosition since, IReadOnlyList<string> attributes, ChangedKeys found, CancellationToken cancellationToken)
    {
        await _session.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (since.Source != _session.Server)
        {
            throw ChangeErrors.OtherSource("the log of", since, "another server", _session.Server);
        }

        string from = LatestTime.Before(since.Value, _session.Server);
        if (await _session.ReadEntryAsync($"reqStart={since.Value},{Log}", "(objectClass=*)", ["reqStart"], cancellationToken: cancellationToken).ConfigureAwait(false) is null)
        {
            throw ChangeErrors.Unavailable($"The log {Log} of {_session.Server} no longer reaches back to {since.Value}, or {_session.Account} may no longer read it.", _session.Server,
                "One full import is needed. Import more often than the log is purged (logpurge), or keep it longer.");
        }

        List<LogRecord> records = await ReadAsync(from, cancellationToken).ConfigureAwait(false);
        string latest = since.Value;
        foreach (LogRecord record in records.OrderBy(static record => record.Start, Comparer<string>.Create(LatestTime.Compare)))
        {
            latest = LatestTime.Compare(record.Start, latest) > 0 ? record.Start : latest;
            await AddAsync(record, found, cancellationToken).ConfigureAwait(false);
        }

        if (found.Gone.Count > 0)
        {
            await ClassifyAsync(from, found, cancellationToken).ConfigureAwait(false);
        }

        return since with { Value = latest };
    }

    private async Task<List<LogRecord>> ReadAsync(string from, CancellationToken cancellationToken)
    {
        string context = DnText.Key(_domain.NamingContext);
        LdapSearch search = new()
        {
            BaseDn = Log,
            Filter = LdapFilter.And(LdapFilter.GreaterOrEqual("reqStart", from), LdapFilter.Equal("reqResult", "0")),
            Attributes = ["reqStart", "reqType", "reqDN", "reqEntryUUID"],
        };
        List<LogRecord> records = [];
        await foreach (RawEntry entry in _session.ReadAsync(search, new LdapSearchOutcome(), paged: true, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Text("reqType") is "add" or "modify" or "modrdn" or "delete" && entry.Text("reqStart") is { } start && entry.Text("reqDN") is { } dn &&
                DnText.IsWithin(DnText.Key(dn), context))
            {
                records.Add(new LogRecord(start, entry.Text("reqType")!, dn, entry.Bytes("reqEntryUUID") is { } key ? EntryKey.Parse(key) : null));
            }
        }

        return records;
    }

    private async Task AddAsync(LogRecord record, ChangedKeys found, CancellationToken cancellationToken)
    {
        string? key = record.Key;
        if (key is null && record.Type is "add" or "modify")
        {
            // Logs of OpenLDAP before 2.5 tell the name only.
            RawEntry? entry = await _session.ReadEntryAsync(record.Dn, "(objectClass=*)", [_domain.Profile.KeyAttribute], cancellationToken: cancellationToken).ConfigureAwait(false);
            key = entry is null ? null : EntryKey.Of(entry);
            if (key is null)
            {
                return;
            }
        }

        if (key is null)
        {
            throw ChangeErrors.Unavailable($"{record.Dn} was deleted or renamed, and the log of {_session.Server} does not say its entryUUID (OpenLDAP before 2.5).", _session.Server);
        }

        if (record.Type == "delete")
        {
            found.AddGone(key, null);
        }
        else
        {
            found.AddChanged(key, record.Type == "modrdn");
        }
    }

    // What an entry was stands in its old values, where the server logs them (logold).
    private async Task ClassifyAsync(string from, ChangedKeys found, CancellationToken cancellationToken)
    {
        LdapSearch search = new()
        {
            BaseDn = Log,
            Filter = LdapFilter.And(LdapFilter.GreaterOrEqual("reqStart", from), LdapFilter.Equal("reqType", "delete"), LdapFilter.Equal("reqResult", "0")),
            Attributes = ["reqEntryUUID", "reqOld"],
        };
        await foreach (RawEntry entry in _session.ReadAsync(search, new LdapSearchOutcome(), paged: true, cancellationToken).ConfigureAwait(false))
        {
            const string Class = "objectClass: ";
            byte[][] classes = [.. entry.Texts("reqOld").Where(static value => value.StartsWith(Class, StringComparison.OrdinalIgnoreCase)).Select(static value => Encoding.UTF8.GetBytes(value[Class.Length..]))];
            if (classes.Length > 0 && entry.Bytes("reqEntryUUID") is { } bytes && EntryKey.Parse(bytes) is { } key && found.Gone.ContainsKey(key))
            {
                found.AddGone(key, EntryKinds.Of(new RawEntry(entry.Dn, new Dictionary<string, IReadOnlyList<byte[]>>(StringComparer.OrdinalIgnoreCase) { ["objectClass"] = classes })));
            }
        }
    }

    private sealed record LogRecord(string Start, string Type, string Dn, string? Key);
}
