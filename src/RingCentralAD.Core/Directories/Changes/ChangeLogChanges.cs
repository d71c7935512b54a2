using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// The change log of 389 DS, Oracle DSEE (retro change log) and OpenDJ (cn=changelog of the replication server), by change numbers
/// (draft-good-ldap-changelog-04), where the account may read it. The numbers are those of one server.
/// </summary>
internal sealed class ChangeLogChanges : IChangeSource
{
    private const string Remedy = "One full import is needed. Import more often than the change log is trimmed (nsslapd-changelogmaxage, ds-cfg-replication-purge-delay), or keep it longer.";

    private readonly LdapSession _session;
    private readonly LdapDomain _domain;

    public ChangeLogChanges(LdapSession session, LdapDomain domain)
    {
        _session = session;
        _domain = domain;
    }

    public ChangeMethod Method => ChangeMethod.ChangeLog;

    public async Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken)
    {
        RawEntry root = await _session.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
        if (Number(root, "lastChangeNumber") is not { } last)
        {
            return null;
        }

        try
        {
            // A log that the account may not read looks like one without this record.
            return last == 0 ? new ChangePosition(Method, _session.Server, "0@")
                : await ReadMarkAsync(last, cancellationToken).ConfigureAwait(false) is { } time ? Position(last, time)
                : null;
        }
        catch (RingCentralAdException error) when (error.ErrorId is "AdBaseNotFound" or "AdAccessDenied" or "AdSearchIncomplete" or "AdReferral" || ChangeErrors.IsRefused(error))
        {
            return null;
        }
    }

    public async Task<ChangePosition> FindAsync(ChangePosition since, IReadOnlyList<string> attributes, ChangedKeys found, CancellationToken cancellationToken)
    {
        RawEntry root = await _session.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
        if (since.Source != _session.Server)
        {
            throw ChangeErrors.OtherSource("the change log of", since, "another server", _session.Server);
        }

        (long from, string mark) = Parse(since);
        await CheckReachesBackAsync(root, from, mark, cancellationToken).ConfigureAwait(false);
        List<ChangeLogRecord> records = await ReadAsync(from + 1, cancellationToken).ConfigureAwait(false);
        foreach (ChangeLogRecord record in records)
        {
            await AddAsync(record, found, cancellationToken).ConfigureAwait(false);
        }

        return records.Count == 0 ? since with { Blind = null } : Position(records[^1].Number, records[^1].Time);
    }

    /// <summary>The last change that was seen must still be there, as it was: else the log was trimmed beyond it, or began anew.</summary>
    private async Task CheckReachesBackAsync(RawEntry root, long from, string mark, CancellationToken cancellationToken)
    {
        long first = Number(root, "firstChangeNumber") ?? 0;
        string log = $"The change log of {_session.Server}";
        if (from == 0)
        {
            if (first > 1)
            {
                throw ChangeErrors.Unavailable($"{log} was trimmed: it begins at change {first}, and the last import saw none.", _session.Server, Remedy);
            }

            return;
        }

        if (first > from)
        {
            throw ChangeErrors.Unavailable($"{log} was trimmed: it begins at change {first}, and the last import saw it up to {from}.", _session.Server, Remedy);
        }

        string? time = await ReadMarkAsync(from, cancellationToken).ConfigureAwait(false);
        if (time is null)
        {
            throw ChangeErrors.Unavailable($"{log} no longer shows change {from}, up to which the last import saw it: it was trimmed, or {_session.Account} may no longer read it.", _session.Server, Remedy);
        }

        if (time != mark)
        {
            throw ChangeErrors.Unavailable($"{log} began anew since the last import: change {from} is of {time}, and was of {mark}.", _session.Server);
        }
    }

    /// <summary>The time of one change; null where it is not there.</summary>
    private async Task<string?> ReadMarkAsync(long number, CancellationToken cancellationToken)
    {
        LdapSearch search = new() { BaseDn = ChangeLogRecord.Log, Filter = LdapFilter.Equal("changeNumber", Text(number)), Attributes = ["changeNumber", "changeTime"] };
        string? time = null;
        await foreach (RawEntry entry in _session.ReadAsync(search, new LdapSearchOutcome(), paged: false, cancellationToken).ConfigureAwait(false))
        {
            time = entry.Text("changeTime") ?? "";
        }

        return time;
    }

    private async Task<List<ChangeLogRecord>> ReadAsync(long from, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(from, paged: true, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (ChangeErrors.IsRefused(error))
        {
            // OpenDJ shows its log without pages only.
            return await ReadAsync(from, paged: false, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<ChangeLogRecord>> ReadAsync(long from, bool paged, CancellationToken cancellationToken)
    {
        string context = DnText.Key(_domain.NamingContext);
        LdapSearch search = new()
        {
            BaseDn = ChangeLogRecord.Log,
            Filter = LdapFilter.GreaterOrEqual("changeNumber", Text(from)),
            Attributes = ChangeLogRecord.Attributes,
        };
        List<ChangeLogRecord> records = [];
        await foreach (RawEntry entry in _session.ReadAsync(search, new LdapSearchOutcome(), paged, cancellationToken).ConfigureAwait(false))
        {
            // Numbers are compared as text by some servers.
            if (ChangeLogRecord.Of(entry) is { } record && record.Number >= from)
            {
                records.Add(record with { IsOurs = DnText.IsWithin(DnText.Key(record.Dn), context) || DnText.IsWithin(DnText.Key(record.NewDn), context) });
            }
        }

        records.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return records;
    }

    private async Task AddAsync(ChangeLogRecord record, ChangedKeys found, CancellationToken cancellationToken)
    {
        if (!record.IsOurs)
        {
            return;
        }

        bool isRename = record.Type == ChangeLogType.Rename;
        bool leaves = record.Type == ChangeLogType.Delete || isRename && !DnText.IsWithin(DnText.Key(record.NewDn), DnText.Key(_domain.NamingContext));
        string? key = record.Key;
        if (key is null && !leaves)
        {
            // Where nothing is there any more, a later record tells what became of it.
            RawEntry? entry = await _session.ReadEntryAsync(record.NewDn, "(objectClass=*)", [_domain.Profile.KeyAttribute], cancellationToken: cancellationToken).ConfigureAwait(false);
            key = entry is null ? null : EntryKey.Of(entry);
        }

        if (key is not null && leaves)
        {
            found.AddGone(key, null);
        }
        else if (key is not null)
        {
            found.AddChanged(key, isRename);
        }
        else if (leaves)
        {
            throw ChangeErrors.Unavailable($"{record.Dn} was deleted, and the change log of {_session.Server} does not say its key.", _session.Server,
                "One full import is needed. On 389 DS let the log keep the key: add nsslapd-attribute: nsuniqueid:targetUniqueId to cn=Retro Changelog Plugin,cn=plugins,cn=config, and restart the server.");
        }
    }

    private (long Number, string Time) Parse(ChangePosition since) =>
        since.Value.Split('@') is [var number, var time] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long parsed)
            ? (parsed, time)
            : throw ChangeErrors.Unavailable("The last import's position is damaged.", _session.Server);

    private ChangePosition Position(long number, string time) => new(Method, _session.Server, $"{Text(number)}@{time}");

    private static long? Number(RawEntry root, string name) => long.TryParse(root.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
