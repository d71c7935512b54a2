using System.Runtime.CompilerServices;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Reads the numbers of linked people back from RingCentral: of all at once (Heavy requests, a thousand numbers each), or person by person (a Light
/// request each).
/// </summary>
internal sealed class NumberReadBack(IHubStore hub, IAccount account, AccountReplica replica, RunLog run, TimeProvider time)
{
    /// <summary>RingCentral's allowance gives five Light requests for each Heavy one (API.md, rate limits: 50 and 10 a minute).</summary>
    private const int LightForHeavy = 5;

    /// <summary>An account of so many pages of numbers is listed each time: a minute of the allowance at the most.</summary>
    private const int FewPages = 10;

    private const int PageSize = 1_000;
    private static readonly TimeSpan s_listEvery = TimeSpan.FromHours(23);

    /// <summary>The extensions to ask for one by one; null where the account is to be listed.</summary>
    public async Task<IReadOnlyList<string>?> ChooseAsync(CancellationToken cancellationToken)
    {
        long linked = await hub.CountAsync(Linked(), cancellationToken).ConfigureAwait(false);
        long pages = (linked / PageSize) + 1;
        NumbersListed? last = await hub.FindSettingAsync<NumbersListed>(cancellationToken).ConfigureAwait(false);
        if (pages <= FewPages || last is null || time.GetUtcNow() - last.At > s_listEvery)
        {
            return null;
        }

        List<string> waiting = [];
        await foreach (AppUser extension in hub.ReadAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, AppUserState.Present).NotNull(row => row.UserId).AnyOrder(), cancellationToken).ConfigureAwait(false))
        {
            if (!RingCentralNumbers.IsKnown(extension.Attributes))
            {
                waiting.Add(extension.Key);
            }
        }

        return waiting.Count > pages * LightForHeavy ? null : waiting;
    }

    /// <summary>Lists the account's numbers.</summary>
    public async IAsyncEnumerable<ImportRecord> ListAsync(IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<PhoneNumber> numbers = [];
        await foreach (PhoneNumber number in account.ReadNumbersAsync(cancellationToken).ConfigureAwait(false))
        {
            numbers.Add(number);
            if (numbers.Count % 500 == 0)
            {
                progress?.Report(new RunProgress("Reading numbers from RingCentral", numbers.Count));
            }
        }

        List<string> linked = [];
        await foreach (AppUserLink link in hub.ReadAsync(Linked(), cancellationToken).ConfigureAwait(false))
        {
            linked.Add(link.Key);
        }

        await foreach (ImportRecord record in TakeAsync(numbers, linked, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }

        await hub.WriteAsync(transaction => transaction.SetAsync(new NumbersListed { At = time.GetUtcNow() }, cancellationToken), run.Lease, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for the numbers of each of these extensions.</summary>
    public async IAsyncEnumerable<ImportRecord> AskAsync(IReadOnlyList<string> extensionIds, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach ((int at, string id) in extensionIds.Index())
        {
            progress?.Report(new RunProgress("Reading numbers from RingCentral", at, extensionIds.Count));
            IReadOnlyList<PhoneNumber> numbers = await account.ReadNumbersAsync(id, cancellationToken).ConfigureAwait(false);
            await foreach (ImportRecord record in TakeAsync([.. numbers.Select(number => number with { ExtensionId = id })], [id], cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    private async IAsyncEnumerable<ImportRecord> TakeAsync(List<PhoneNumber> numbers, List<string> extensionIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ILookup<string, PhoneNumber> byExtension = numbers.Where(number => number.ExtensionId is not null).ToLookup(number => number.ExtensionId!, StringComparer.Ordinal);
        foreach ((AppUser extension, HubUser? user, IReadOnlyList<AttributeChange> changes) in
            await replica.TakeNumbersAsync(byExtension, extensionIds, cancellationToken).ConfigureAwait(false))
        {
            if (user is not null && changes.Count > 0)
            {
                run.Count(nameof(ImportAction.Updated));
                yield return ImportRecords.Of(ImportAction.Updated, user, extension, Ids.RingCentral) with { Changes = changes, Detail = string.Join("; ", changes) };
            }
        }
    }

    private static Filter<AppUserLink> Linked() =>
        new Filter<AppUserLink>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, AppUserState.Present).NotNull(row => row.UserId);
}

/// <summary>When all numbers of the account were last read.</summary>
internal sealed record NumbersListed
{
    /// <summary>The time.</summary>
    public DateTimeOffset At { get; init; }
}
