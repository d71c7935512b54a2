using System.Runtime.CompilerServices;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Tries mappings out on people, from what the hub holds: the value of each target now and as the mappings would make it, masters, checks and
/// options taken into account. A change on the way into the hub shows in the mappings out of it too. Saves nothing and asks no server.
/// </summary>
public sealed class MappingTest
{
    private const int BatchSize = 500;
    private readonly IHubReader _hub;
    private readonly MappingTestChoice _choice;
    private readonly InboundTest _inbound;
    private readonly AccountTest _account;
    private readonly WriteBackTest[] _writeBacks;
    private readonly SignOnTest _signOn;
    private readonly HubSurroundings _surroundings;

    private MappingTest(IHubReader hub, MappingTestChoice choice, InboundTest inbound, AccountTest account, WriteBackTest[] writeBacks, SignOnTest signOn, HubSurroundings surroundings) =>
        (_hub, _choice, _inbound, _account, _writeBacks, _signOn, _surroundings) = (hub, choice, inbound, account, writeBacks, signOn, surroundings);

    /// <summary>Reads what the test needs.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="candidate">A mapping that is not saved yet, in the place of the saved one; null to try the saved ones out.</param>
    /// <param name="direction">Only this direction; null for all.</param>
    /// <param name="target">Whether a target is wanted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<MappingTest> LoadAsync(
        IHubReader hub, AttributeMapping? candidate, MappingDirection? direction, Func<string, bool> target, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<HubAttribute> attributes = await hub.ListAsync<HubAttribute>(cancellationToken: cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AttributeMapping> saved = await hub.ListAsync<AttributeMapping>(cancellationToken: cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DirectoryEntry> directories = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        MappingCatalog catalog = new(attributes, candidate is null ? saved : [.. saved, candidate], directories);
        ProfileBuilder builder = new(
            catalog,
            await hub.ListAsync<ProfileMaster>(cancellationToken: cancellationToken).ConfigureAwait(false),
            await hub.ListAsync<AttributeMaster>(cancellationToken: cancellationToken).ConfigureAwait(false),
            directories.ToDictionary(entry => entry.Id, StringComparer.Ordinal));
        ProvisioningOptions options = await hub.GetAsync<ProvisioningOptions>(cancellationToken).ConfigureAwait(false);
        MappingTestChoice choice = new(direction, target);
        return new MappingTest(
            hub, choice, new InboundTest(builder, directories, choice), new AccountTest(catalog, options, choice),
            [.. directories.Select(entry => new WriteBackTest(catalog, entry, choice))], new SignOnTest(catalog, choice),
            await HubSurroundings.LoadAsync(hub, catalog.Names, catalog.Asks(Enum.GetValues<MappingDirection>()), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Tries them out on these people, whatever their status.</summary>
    public async IAsyncEnumerable<MappingTestRecord> TestAsync(IReadOnlyList<HubUser> people, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        foreach (HubUser[] batch in people.Chunk(BatchSize))
        {
            List<MappingTestRecord> records = [.. (await TryAsync(batch, cancellationToken).ConfigureAwait(false)).SelectMany(each => each.Records)];
            foreach (MappingTestRecord record in await HubCollisions.MarkAsync(_hub, records, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    /// <summary>Tries them out on everybody who is not deactivated, or the first so many of them.</summary>
    public async IAsyncEnumerable<MappingTestRecord> TestEverybodyAsync(int? first, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IAsyncEnumerable<HubUser> people = _hub.ReadAsync<HubUser>(cancellationToken: cancellationToken).Where(user => user.Status != HubUserStatus.Deactivated);
        await foreach (HubUser[] batch in people.Take(first ?? int.MaxValue).Chunk(BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await foreach (MappingTestRecord record in TestAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    /// <summary>Tries them out on everybody and sums up, one summary for each mapping.</summary>
    public async Task<IReadOnlyList<MappingTestSummary>> SumAsync(IProgress<RunProgress>? progress, CancellationToken cancellationToken = default)
    {
        MappingTestSums sums = new();
        long total = await _hub.CountAsync<HubUser>(cancellationToken: cancellationToken).ConfigureAwait(false);
        long done = 0;
        await foreach (HubUser[] batch in _hub.ReadAsync<HubUser>(cancellationToken: cancellationToken).Chunk(BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            // A login is unique in the whole hub, that of somebody who left included.
            foreach (HubUser left in batch.Where(user => user.Status == HubUserStatus.Deactivated && _choice.Wants("login")))
            {
                sums.Hold("login", left.Login, left.Id, left.Name);
            }

            foreach ((HubUser user, IReadOnlyList<MappingTestRecord> records) in await TryAsync([.. batch.Where(user => user.Status != HubUserStatus.Deactivated)], cancellationToken).ConfigureAwait(false))
            {
                sums.Add(user, records);
            }

            done += batch.Length;
            progress?.Report(new RunProgress("Trying mappings out", done, total));
        }

        return sums.ToSummaries();
    }

    private async Task<List<(HubUser User, IReadOnlyList<MappingTestRecord> Records)>> TryAsync(HubUser[] people, CancellationToken cancellationToken)
    {
        List<(HubUser, IReadOnlyList<MappingTestRecord>)> tried = [];
        ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, [.. people.Select(user => user.Id)], cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, PersonSurroundings> seen = await _surroundings.OfAsync(people, appUsers, cancellationToken).ConfigureAwait(false);
        foreach (HubUser user in people)
        {
            AppUser[] own = [.. appUsers[user.Id]];
            (HubUser changed, List<MappingTestRecord> records) = _inbound.Try(user, own, seen[user.Id]);
            records.AddRange(_account.Try(changed, own, seen[user.Id]));
            records.AddRange(_signOn.Try(changed, seen[user.Id]));
            records.AddRange(_writeBacks.SelectMany(writeBack => writeBack.Try(changed, own, seen[user.Id])));
            tried.Add((user, records));
        }

        return tried;
    }
}
