using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Content synchronisation (RFC 4533), as a consumer polls for it; OpenLDAP's cookies.</summary>
internal sealed class SyncReplChanges : IChangeSource
{
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;

    public SyncReplChanges(LdapSession session, LdapDomain domain)
    {
        _session = session;
        _domain = domain;
    }

    public ChangeMethod Method => ChangeMethod.SyncRepl;

    public async Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken)
    {
        RawEntry root = await _session.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
        if (!root.Texts("supportedControl").Contains(LdapSync.RequestOid))
        {
            return null;
        }

        // The provider keeps there how far it is; so nothing needs to be read.
        RawEntry? top = await _session.ReadEntryAsync(_domain.NamingContext, "(objectClass=*)", ["contextCSN"], cancellationToken: cancellationToken).ConfigureAwait(false);
        string[] marks = [.. top?.Texts("contextCSN") ?? []];
        return marks.Length == 0 ? null : Position(Encoding.UTF8.GetBytes($"rid=000,csn={string.Join(';', marks)}"));
    }

    public async Task<ChangePosition> FindAsync(ChangePosition since, IReadOnlyList<string> attributes, ChangedKeys found, CancellationToken cancellationToken)
    {
        await _session.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (since.Source != _session.Server)
        {
            throw ChangeErrors.OtherSource("the server", since, "another one", _session.Server);
        }

        byte[] cookie = new byte[since.Value.Length];
        if (!Convert.TryFromBase64String(since.Value, cookie, out int length) || length == 0)
        {
            throw ChangeErrors.Unavailable("The last import's position is damaged.", _session.Server);
        }

        LdapSearch search = new()
        {
            BaseDn = _domain.NamingContext,
            Filter = LdapFilter.Parse($"(|{_domain.Profile.PeopleFilter}{_domain.Profile.GroupFilter}{_domain.Profile.ContainerFilter})"),
            Attributes = ["objectClass"],
            Controls = [LdapSync.Refresh(cookie.AsSpan(0, length))],
        };
        try
        {
            return await ReadAsync(search, since, found, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (ChangeErrors.IsDenied(error) || ChangeErrors.IsRefused(error) || error.ErrorId == "AdSearchIncomplete")
        {
            throw ChangeErrors.Refused(Method, error, _session.Server);
        }
    }

    private async Task<ChangePosition> ReadAsync(LdapSearch search, ChangePosition since, ChangedKeys found, CancellationToken cancellationToken)
    {
        LdapSearchOutcome outcome = new();
        await foreach (RawEntry entry in _session.ReadAsync(search, outcome, paged: false, cancellationToken).ConfigureAwait(false))
        {
            Add(LdapSync.Read(entry.Controls), found);
        }

        (byte[]? cookie, bool deletes) = LdapSync.ReadDone(outcome.Result!);
        foreach (LdapIntermediate message in outcome.Intermediates)
        {
            LdapSyncNotice? notice = LdapSync.Read(message);
            Add(notice, found);
            cookie ??= notice?.Cookie;
        }

        if (cookie is { Length: 0 })
        {
            // A cookie that it cannot read OpenLDAP takes for none: this was everything, without a word on what is gone.
            throw ChangeErrors.Unavailable($"{_session.Server} does not go on from where the last import ended ({Method}).", _session.Server);
        }

        // Without a cookie nothing changed: the old one stays good.
        ChangePosition next = cookie is null ? since with { Blind = null } : Position(cookie);
        return !deletes
            ? next with
            {
                Blind = $"Deletions since the last import: {_session.Server} no longer knows them (its session log is too short, or there is none). " +
                    "Who was deleted is found only by comparing keys with the directory; the overlay syncprov with syncprov-sessionlog, or accesslog, shows them.",
            }
            : next;
    }

    private static void Add(LdapSyncNotice? notice, ChangedKeys found)
    {
        foreach (Guid key in notice?.Keys ?? [])
        {
            if (notice!.State == LdapSyncState.Delete)
            {
                found.AddGone(key.ToString("D"), null);
            }
            else if (notice.State != LdapSyncState.Present)
            {
                // Whether it was renamed is not said.
                found.AddChanged(key.ToString("D"), renamed: true);
            }
        }
    }

    private ChangePosition Position(byte[] cookie) => new(Method, _session.Server, Convert.ToBase64String(cookie));
}
