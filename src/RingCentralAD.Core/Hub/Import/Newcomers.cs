using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>An app user who belongs to nobody.</summary>
/// <param name="Source">The app user.</param>
/// <param name="Profile">What their profile would be.</param>
internal sealed record Newcomer(AppUser Source, BuiltProfile Profile);

/// <summary>
/// Some app users who belong to nobody, with what the directory's own entries and earlier imports say of them: nothing of it is changed by
/// matching others, so it is read while those before them are stored.
/// </summary>
/// <param name="People">The app users.</param>
/// <param name="SameMail">Who has a mail address, in this directory.</param>
/// <param name="Waiting">Who waits for a word, or was denied, by key.</param>
internal sealed record Newcomers(IReadOnlyList<Newcomer> People, ILookup<string, AppUserMail> SameMail, IReadOnlyDictionary<string, ImportMatch> Waiting)
{
    /// <summary>Reads them.</summary>
    public static async Task<Newcomers> LoadAsync(IHubReader hub, ProfileBuilder builder, string systemId, string[] keys, CancellationToken cancellationToken)
    {
        IReadOnlyList<AppUser> people = await hub.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, systemId).In(row => row.Key, keys).AnyOrder(), cancellationToken).ConfigureAwait(false);
        string[] mails = [.. people.Select(person => person.MailKey).OfType<string>().Distinct(StringComparer.Ordinal)];
        IReadOnlyList<AppUserMail> sameMail = await hub.ListAsync(
            new Filter<AppUserMail>().Equal(row => row.SystemId, systemId).In<string?>(row => row.MailKey, mails).AnyOrder(), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ImportMatch> waiting = await hub.ListAsync(
            new Filter<ImportMatch>().Equal(row => row.SystemId, systemId).In(row => row.Key, keys), cancellationToken).ConfigureAwait(false);
        return new Newcomers(
            [.. people.Select(person => new Newcomer(person, builder.Build(AttributeSet.Empty, AttributeSet.Empty, [person])))],
            sameMail.ToLookup(user => user.MailKey!, StringComparer.Ordinal),
            waiting.ToDictionary(match => match.Key, StringComparer.Ordinal));
    }
}
