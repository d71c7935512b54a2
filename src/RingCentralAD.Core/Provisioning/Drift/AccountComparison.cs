using System.Runtime.CompilerServices;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Compares the account as it is now with the hub, by the very code of a run: the account is read into a trial of the hub, and what a run
/// with everything switched on would change is what differs. Nothing is stored and nothing is sent.
/// </summary>
public sealed class AccountComparison
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly IHubStore _trial;
    private readonly IAccount _account;
    private readonly TimeProvider _time;

    /// <summary>Makes the comparison.</summary>
    /// <param name="hub">The hub, as it was before the account was read.</param>
    /// <param name="trial">A trial of it, which takes what is read.</param>
    /// <param name="account">The account; it is only read.</param>
    /// <param name="time">The clock.</param>
    public AccountComparison(IHubStore hub, IHubStore trial, IAccount account, TimeProvider time)
    {
        _hub = hub;
        _trial = trial;
        _account = account;
        _time = time;
    }

    /// <summary>RingCentral's names of countries and states, once the comparison has begun.</summary>
    public AccountDictionaries Dictionaries { get; private set; } = new([], []);

    /// <summary>Compares; people in the order of the hub, then whom the hub does not know, then addresses that several have.</summary>
    /// <param name="only">The people to compare; null for everybody.</param>
    /// <param name="whole">
    /// Read each extension and all numbers (one Light request a person): the list leaves out what RingCentral does not list, such as addresses.
    /// </param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<AccountDrift> RunAsync(
        IReadOnlySet<string>? only, bool whole, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RunLog log = await RunLog.BeginAsync(_trial, RunKind.Provisioning, Ids.RingCentral, trial: true, _time, cancellationToken).ConfigureAwait(false);
        await using (log.ConfigureAwait(false))
        {
            AccountReplica replica = await AccountReplica.OpenAsync(_trial, _account, log, _time, cancellationToken).ConfigureAwait(false);
            AccountFacts facts = await replica.RefreshAsync(progress, cancellationToken).ConfigureAwait(false);
            Dictionaries = facts.Dictionaries;
            List<AppUserLink> links = [];
            await foreach (AppUserLink link in _trial.ReadAsync(new Filter<AppUserLink>().Equal(row => row.SystemId, Ids.RingCentral).NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false))
            {
                links.Add(link);
            }

            AppUserLink[] compared = [.. links.Where(link => only is null || only.Contains(link.UserId!))];
            if (whole)
            {
                await ReadWholeAsync(replica, facts, compared, progress, cancellationToken).ConfigureAwait(false);
            }

            await replica.ReckonAsync(cancellationToken).ConfigureAwait(false);
            PersonDrift person = await PersonDrift.LoadAsync(_hub, _trial, facts, replica.Gone, _time, cancellationToken).ConfigureAwait(false);
            foreach (AppUserLink[] batch in compared.Chunk(BatchSize))
            {
                foreach (AccountDrift drift in await person.OfAsync([.. batch.Select(link => link.UserId!)], cancellationToken).ConfigureAwait(false))
                {
                    yield return drift;
                }
            }

            if (only is null)
            {
                HashSet<string> linked = [.. links.Select(link => link.Key)];
                foreach (AccountDrift drift in facts.People.Where(extension => !linked.Contains(extension.Id)).Select(Unknown).Concat(facts.SharedMails.Select(Shared)))
                {
                    yield return drift;
                }
            }
        }
    }

    private async Task ReadWholeAsync(AccountReplica replica, AccountFacts facts, AppUserLink[] compared, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        string[] people = [.. compared.Select(link => link.Key).Where(key => facts.Find(key) is { } listed && facts.IsPerson(listed))];
        await replica.ReadWholeAsync(people, progress, cancellationToken).ConfigureAwait(false);
        List<PhoneNumber> numbers = [];
        if (ReadAtOnce.Pays(people.Length))
        {
            await foreach (PhoneNumber number in _account.ReadNumbersAsync(cancellationToken).ConfigureAwait(false))
            {
                numbers.Add(number);
            }
        }
        else
        {
            foreach (string extension in people)
            {
                // The list of one extension may leave its own id out.
                numbers.AddRange((await _account.ReadNumbersAsync(extension, cancellationToken).ConfigureAwait(false)).Select(number => number with { ExtensionId = extension }));
            }
        }

        await replica.TakeNumbersAsync(
            numbers.Where(number => number.ExtensionId is not null).ToLookup(number => number.ExtensionId!, StringComparer.Ordinal), people, cancellationToken).ConfigureAwait(false);
    }

    private static AccountDrift Unknown(Extension extension) => new()
    {
        Kind = DriftKind.Unknown,
        Person = extension.Name ?? extension.Number ?? extension.Id,
        Email = extension.Attributes.Text("email"),
        ExtensionId = extension.Id,
        ExtensionNumber = extension.Number,
        AccountValue = $"{extension.Type}, {extension.Status}",
        Detail = "In RingCentral, and nobody of the hub is linked to it: it is left alone.",
        Remedy = "Import-RcUser matches it with people of the hub; nothing is to be done if it is none of yours.",
    };

    private static AccountDrift Shared(IGrouping<string, Extension> mail) => new()
    {
        Kind = DriftKind.DuplicateMail,
        Person = string.Join(", ", mail.Select(extension => extension.Name ?? extension.Number ?? extension.Id)),
        Email = mail.First().Attributes.Text("email"),
        AccountValue = string.Join(", ", mail.Select(extension => extension.Number ?? extension.Id)),
        Detail = "Several extensions have this mail address: nobody is matched by it.",
        Remedy = "Give each an address of its own in the RingCentral service web portal.",
    };
}
