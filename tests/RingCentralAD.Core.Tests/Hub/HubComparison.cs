using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Holds a hub with a past to one that was filled by a single full import.</summary>
internal static class HubComparison
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task CheckAsync(ModelHub hub, ModelHub fresh, RandomLife life)
    {
        Assert.Equal(await RowsAsync(fresh), await RowsAsync(hub));
        Assert.Equal(await ContainersAsync(fresh), await ContainersAsync(hub));
        Assert.Equal(await GroupsAsync(fresh), await GroupsAsync(hub));
        Assert.Equal(await EdgesAsync(fresh), await EdgesAsync(hub));

        HashSet<string> uncertain = [.. life.Inherited.Concat(life.Broken.Keys).Select(person => person.Key)];
        SortedDictionary<string, HubUser> mine = await ActiveAsync(hub);
        SortedDictionary<string, HubUser> theirs = await ActiveAsync(fresh);
        Assert.Equal(theirs.Keys.Where(key => !uncertain.Contains(key)), mine.Keys.Where(key => !uncertain.Contains(key)));
        foreach ((string key, HubUser user) in mine.Where(pair => theirs.ContainsKey(pair.Key) && !life.Broken.Keys.Any(person => person.Key == pair.Key)))
        {
            Assert.Equal(Values(theirs[key]), Values(user));
        }

        foreach ((ModelPerson person, string good) in life.Broken.Where(pair => mine.ContainsKey(pair.Key.Key)))
        {
            Assert.Equal(good, mine[person.Key].Email);
        }

        HashSet<string> both = [.. mine.Keys.Intersect(theirs.Keys)];
        Assert.Equal(await EffectiveAsync(fresh, both), await EffectiveAsync(hub, both));
    }

    private static string Values(HubUser user) => string.Join("; ", user.Profile.Select(pair => $"{pair.Key}={(pair.Value is string[] list ? string.Join("|", list.Order(StringComparer.Ordinal)) : pair.Value)}"));

    private static async Task<List<string>> RowsAsync(ModelHub hub) =>
    [
        .. (await hub.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, ModelHub.System).Equal(row => row.State, AppUserState.Present), Stop))
            .Select(row => $"{row.Key} {row.Place} {row.ParentKey} {row.Enabled} in scope {row.InScope} {row.Hash} {row.Attributes}").Order(StringComparer.Ordinal),
    ];

    private static async Task<List<string>> ContainersAsync(ModelHub hub) =>
        [.. (await hub.Hub.ListAsync<DirectoryContainer>(cancellationToken: Stop)).Select(row => $"{row.Key} {row.ParentKey} {row.Place}").Order(StringComparer.Ordinal)];

    private static async Task<List<string>> GroupsAsync(ModelHub hub) =>
    [
        .. (await hub.Hub.ListAsync(new Filter<HubGroup>().Equal(row => row.SystemId, ModelHub.System).Equal(row => row.State, AppUserState.Present), Stop))
            .Select(row => $"{row.Key} {row.Name} {row.Place} {row.PrimaryGroupId}").Order(StringComparer.Ordinal),
    ];

    private static async Task<List<string>> EdgesAsync(ModelHub hub) =>
        [.. (await hub.Hub.ListAsync<GroupEdge>(cancellationToken: Stop)).Select(row => $"{row.GroupKey} {row.MemberKey}").Order(StringComparer.Ordinal)];

    private static async Task<SortedDictionary<string, HubUser>> ActiveAsync(ModelHub hub)
    {
        Dictionary<string, HubUser> users = (await hub.Hub.ListAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop)).ToDictionary(user => user.Id);
        return new((await hub.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, ModelHub.System).NotNull(row => row.UserId), Stop))
            .Where(row => users.ContainsKey(row.UserId!)).ToDictionary(row => row.Key, row => users[row.UserId!]), StringComparer.Ordinal);
    }

    private static async Task<List<string>> EffectiveAsync(ModelHub hub, HashSet<string> people)
    {
        GroupGraph graph = await GroupGraph.LoadAsync(hub.Hub, Stop);
        Dictionary<string, string> keys = (await hub.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, ModelHub.System).NotNull(row => row.UserId), Stop))
            .Where(row => people.Contains(row.Key)).ToDictionary(row => row.UserId!, row => row.Key, StringComparer.Ordinal);
        return
        [
            .. graph.Groups.Where(group => group.SystemId == ModelHub.System)
                .Select(group => $"{group.Key}: {string.Join(" ", graph.UsersOf(group.Id).Select(id => keys.GetValueOrDefault(id)).OfType<string>().Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal),
        ];
    }
}
