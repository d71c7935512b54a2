using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// The entries of all people, in the way that costs the server least: in one search where it sets no limit to what a search shows, by DirSync
/// where that shows the same, else in pages. What a server does not show in one of the first two ways, or not to its end, is read in pages.
/// </summary>
internal sealed class EverybodyEntries
{
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly EntryByKey _byKey;
    private readonly ChangeMethod? _changesBy;

    /// <param name="session">The connection.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="changesBy">The only way to see changes that the settings allow; null for any. Without DirSync there, none here.</param>
    public EverybodyEntries(LdapSession session, LdapDomain domain, ChangeMethod? changesBy) =>
        (_session, _domain, _changesBy, _byKey) = (session, domain, changesBy, new EntryByKey(session, domain));

    /// <summary>Reads them; each comes once.</summary>
    /// <param name="asked">The attributes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<RawEntry> ReadAsync(string[] asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<Guid> shown = [];
        if (_domain.SetsNoLimit)
        {
            IAsyncEnumerator<RawEntry> entries = InOneSearchAsync(asked, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using ConfiguredAsyncDisposable closing = entries.ConfigureAwait(false);
            bool? more;
            while ((more = await NextAsync(entries, error => ChangeErrors.IsLimit(error) || (shown.Count == 0 && MayBeOtherwise(error))).ConfigureAwait(false)) == true)
            {
                _ = IsNew(entries.Current);
                yield return entries.Current;
            }

            if (more is not null)
            {
                yield break;
            }
        }

        // A controller's own change number is not replicated: who was read so gets a mark when somebody looks for it.
        string[] replicated = [.. asked.Where(attribute => !ChangeMark.Has(attribute))];
        DirSyncPeople all = new(_session, _domain);
        if (!_domain.SetsNoLimit && (_changesBy is null or ChangeMethod.DirSync) && await all.CoversAsync(replicated, cancellationToken).ConfigureAwait(false))
        {
            IAsyncEnumerator<(RawEntry Entry, bool IsWhole)> entries = all.ReadAsync(replicated, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using ConfiguredAsyncDisposable closing = entries.ConfigureAwait(false);
            bool? more = await NextAsync(entries, MayBeOtherwise).ConfigureAwait(false);
            for (; more == true; more = await entries.MoveNextAsync().ConfigureAwait(false))
            {
                (RawEntry entry, bool isWhole) = entries.Current;
                RawEntry? whole = isWhole || EntryKey.Of(entry) is not { } key
                    ? entry
                    : await _byKey.ReadAsync(key, _domain.Profile.PeopleFilter, asked, cancellationToken).ConfigureAwait(false);
                if (whole is not null)
                {
                    yield return whole;
                }
            }

            if (more is not null)
            {
                yield break;
            }
        }

        await foreach (RawEntry entry in _session.ReadAllAsync(_domain.NamingContext, _domain.Profile.PeopleFilter, asked, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (IsNew(entry))
            {
                yield return entry;
            }
        }

        bool IsNew(RawEntry entry) => !Guid.TryParse(EntryKey.Of(entry), out Guid key) || shown.Add(key);
    }

    private IAsyncEnumerable<RawEntry> InOneSearchAsync(string[] asked, CancellationToken cancellationToken) =>
        _session.ReadSomeAsync(_domain.NamingContext, _domain.Profile.PeopleFilter, narrower: null, asked, paged: false, cancellationToken: cancellationToken);

    /// <summary>Whether there is another entry; null where the server is to be asked in another way.</summary>
    private static async Task<bool?> NextAsync<T>(IAsyncEnumerator<T> entries, Func<RingCentralAdException, bool> goesOnOtherwise)
    {
        try
        {
            return await entries.MoveNextAsync().ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (goesOnOtherwise(error))
        {
            return null;
        }
    }

    // The account may not do this, or the server, which may find everybody before it shows anybody, was given up.
    private static bool MayBeOtherwise(RingCentralAdException error) => ChangeErrors.IsDenied(error) || ChangeErrors.IsRefused(error) || error.ErrorId == "AdTimeout";
}
