using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Whose write-back waits by somebody's word, and which of these words have come to their end by themselves.</summary>
public sealed class Suspensions
{
    private readonly Dictionary<string, WriteBackSuspension> _people;
    private readonly Dictionary<string, WriteBackSuspension> _numbers;
    private readonly Dictionary<string, WriteBackSuspension> _members;

    private Suspensions(
        Dictionary<string, WriteBackSuspension> people, Dictionary<string, WriteBackSuspension> numbers, Dictionary<string, WriteBackSuspension> members, IReadOnlyList<WriteBackSuspension> ended)
    {
        (_people, _numbers, _members, Ended) = (people, numbers, members, ended);
    }

    /// <summary>Those whose time is over or whose expected number has come.</summary>
    public IReadOnlyList<WriteBackSuspension> Ended { get; }

    /// <summary>Reads them, and who is in the groups that they name.</summary>
    public static async Task<Suspensions> LoadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(time);
        IReadOnlyList<WriteBackSuspension> all = await hub.ListAsync<WriteBackSuspension>(cancellationToken: cancellationToken).ConfigureAwait(false);
        HashSet<string> ported = await PortedAsync(hub, all, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        ILookup<bool, WriteBackSuspension> ended = all.ToLookup(one => one.Until <= now || (one.Kind == SuspensionKind.Person && ported.Contains(one.Target)));
        ILookup<SuspensionKind, WriteBackSuspension> open = ended[false].ToLookup(one => one.Kind);
        Dictionary<string, WriteBackSuspension> members = await MembersAsync(hub, [.. open[SuspensionKind.Group]], cancellationToken).ConfigureAwait(false);
        return new Suspensions(ByTarget(open[SuspensionKind.Person]), ByTarget(open[SuspensionKind.Number]), members, [.. ended[true]]);
    }

    /// <summary>Why a value of this person waits; null where it need not.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="extension">What RingCentral has.</param>
    /// <param name="hangsOnNumbers">The value is made of the person's numbers.</param>
    public WriteBackSuspension? Find(string userId, AttributeSet extension, bool hangsOnNumbers)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return _people.GetValueOrDefault(userId)
            ?? _members.GetValueOrDefault(userId)
            ?? (hangsOnNumbers && extension.Text("directNumber") is { } number ? _numbers.GetValueOrDefault(number) : null);
    }

    private static Dictionary<string, WriteBackSuspension> ByTarget(IEnumerable<WriteBackSuspension> suspensions) =>
        suspensions.ToDictionary(one => one.Target, StringComparer.Ordinal);

    /// <summary>The people whose expected number is their direct number now.</summary>
    private static async Task<HashSet<string>> PortedAsync(IHubReader hub, IEnumerable<WriteBackSuspension> all, CancellationToken cancellationToken)
    {
        Dictionary<string, string> expected = all.Where(one => one.ExpectedNumber is not null).ToDictionary(one => one.Target, one => one.ExpectedNumber!, StringComparer.Ordinal);
        HashSet<string> ported = new(StringComparer.Ordinal);
        foreach (string[] ids in expected.Keys.Chunk(500))
        {
            await foreach (AppUser extension in hub.ReadAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).In<string?>(row => row.UserId, ids), cancellationToken).ConfigureAwait(false))
            {
                if (RingCentralNumbers.IsKnown(extension.Attributes) && extension.Attributes.Text("directNumber") == expected[extension.UserId!])
                {
                    ported.Add(extension.UserId!);
                }
            }
        }

        return ported;
    }

    private static async Task<Dictionary<string, WriteBackSuspension>> MembersAsync(IHubReader hub, IReadOnlyList<WriteBackSuspension> groups, CancellationToken cancellationToken)
    {
        Dictionary<string, WriteBackSuspension> members = new(StringComparer.Ordinal);
        if (groups.Count == 0)
        {
            return members;
        }

        GroupGraph graph = await GroupGraph.LoadAsync(hub, cancellationToken).ConfigureAwait(false);
        foreach (WriteBackSuspension group in groups)
        {
            foreach (string member in await graph.MembersAsync(hub, group.Target, cancellationToken).ConfigureAwait(false))
            {
                members.TryAdd(member, group);
            }
        }

        return members;
    }
}
