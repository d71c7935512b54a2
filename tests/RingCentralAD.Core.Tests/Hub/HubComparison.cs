using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Holds a hub with a past to one that was filled by a single full import.</summary>
internal static class HubComparison
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Fails where they differ in the replica, or in the hub values and memberships of those who are active in both.</summary>
    /// <param name="hub">The hub with a past.</param>
    /// <param name="fresh">The one without.</param>
    /// <param name="broken">Keys of people whose values only a past explains: the last good ones.</param>
    public static async Task CheckAsync(IHubStore hub, IHubStore fresh, IReadOnlySet<string> broken)
    {
        Assert.Equal(await RowsAsync(fresh), await RowsAsync(hub));
        Assert.Equal(await ContainersAsync(fresh), await ContainersAsync(hub));
        Assert.Equal(await GroupsAsync(fresh), await GroupsAsync(hub));
        Assert.Equal(await EdgesAsync(fresh), await EdgesAsync(hub));

        SortedDictionary<string, HubUser> mine = await ActiveAsync(hub);
        SortedDictionary<string, HubUser> theirs = await ActiveAsync(fresh);
        HashSet<string> both = [.. mine.Keys.Intersect(theirs.Keys)];
        Assert.Equal(both.Except(broken).Select(key => $"{key} {Values(theirs[key])}"), both.Except(broken).Select(key => $"{key} {Values(mine[key])}"));
        Assert.Equal(await EffectiveAsync(fresh, both), await EffectiveAsync(hub, both));
    }

    private static string Values(HubUser user) => string.Join("; ", user.Profile.Select(pair => $"{pair.Key}={(pair.Value is string[] list ? string.Join("|", list.Order(StringComparer.Ordinal)) : pair.Value)}"));

    private static async Task<List<string>> RowsAsync(IHubStore hub) =>
    [
        .. (await hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, ModelHub.System).Equal(row => row.State, AppUserState.Present), Stop))
            .Select(row => $"{row.Key} {row.Place} {row.ParentKey} {row.Enabled} in scope {row.InScope} {row.Hash} {row.Attributes}").Order(StringComparer.Ordinal),
    ];

    private static async Task<List<string>> ContainersAsync(IHubStore hub) =>
        [.. (await hub.ListAsync<DirectoryContainer>(cancellationToken: Stop)).Select(row => $"{row.Key} {row.ParentKey} {row.Place}").Order(StringComparer.Ordinal)];

    private static async Task<List<string>> GroupsAsync(IHubStore hub) =>
    [
        .. (await hub.ListAsync(new Filter<HubGroup>().Equal(row => row.SystemId, ModelHub.System).Equal(row => row.State, AppUserState.Present), Stop))
            .Select(row => $"{row.Key} {row.Name} {row.Place} {row.PrimaryGroupId}").Order(StringComparer.Ordinal),
    ];

    private static async Task<List<string>> EdgesAsync(IHubStore hub) =>
        [.. (await hub.ListAsync<GroupEdge>(cancellationToken: Stop)).Select(row => $"{row.GroupKey} {row.MemberKey}").Order(StringComparer.Ordinal)];

    private static async Task<SortedDictionary<string, HubUser>> ActiveAsync(IHubStore hub)
    {
        Dictionary<string, HubUser> users = (await hub.ListAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop)).ToDictionary(user => user.Id);
        return new((await hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, ModelHub.System).NotNull(row => row.UserId), Stop))
            .Where(row => users.ContainsKey(row.UserId!)).ToDictionary(row => row.Key, row => users[row.UserId!]), StringComparer.Ordinal);
    }

    private static async Task<List<string>> EffectiveAsync(IHubStore hub, HashSet<string> people)
    {
        GroupGraph graph = await GroupGraph.LoadAsync(hub, Stop);
        Dictionary<string, string> keys = (await hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, ModelHub.System).NotNull(row => row.UserId), Stop))
            .Where(row => people.Contains(row.Key)).ToDictionary(row => row.UserId!, row => row.Key, StringComparer.Ordinal);
        return
        [
            .. graph.Groups.Where(group => group.SystemId == ModelHub.System)
                .Select(group => $"{group.Key}: {string.Join(" ", graph.UsersOf(group.Id).Select(id => keys.GetValueOrDefault(id)).OfType<string>().Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal),
        ];
    }
}
