using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>The test's own account of who became whom: hub user ids never change, and each state has the reason it began with.</summary>
internal sealed class LifeAccount
{
    private readonly Dictionary<string, string> _ids = [];
    private readonly Dictionary<string, (HubUserStatus Status, string? Reason)> _states = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>After an import that a guard stopped: nobody's state is another one.</summary>
    public async Task CheckUnchangedAsync(ModelHub hub)
    {
        foreach (HubUser user in await hub.Hub.ListAsync<HubUser>(cancellationToken: Stop))
        {
            if (_states.TryGetValue(user.Id, out (HubUserStatus Status, string? Reason) before))
            {
                Assert.Equal(before, (user.Status, user.DeactivatedBy));
            }
        }
    }

    /// <summary>After a complete import.</summary>
    public async Task CheckAsync(ModelHub hub, ModelHub fresh)
    {
        Dictionary<string, AppUser> now = (await fresh.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, ModelHub.System), Stop)).ToDictionary(row => row.Key);
        Dictionary<string, HubUser> users = (await hub.Hub.ListAsync<HubUser>(cancellationToken: Stop)).ToDictionary(user => user.Id);
        foreach (AppUser row in await hub.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, ModelHub.System), Stop))
        {
            Assert.NotEqual(AppUserState.Missing, row.State);
            if (row.UserId is not { } id)
            {
                continue;
            }

            Assert.Equal(_ids.GetValueOrDefault(row.Key, id), id);
            _ids[row.Key] = id;
            string? unfit = !now.TryGetValue(row.Key, out AppUser? entry) ? "Gone" : !entry.Enabled ? "Disabled" : !entry.InScope ? "OutOfScope" : null;
            (HubUserStatus Status, string? Reason) before = _states.GetValueOrDefault(id, (HubUserStatus.Active, null));
            (HubUserStatus, string?) expected = unfit is null ? (HubUserStatus.Active, null) : before.Status == HubUserStatus.Active ? (HubUserStatus.Deactivated, unfit) : before;
            Assert.Equal((row.Key, expected), (row.Key, (users[id].Status, users[id].DeactivatedBy)));
            _states[id] = expected;
        }
    }
}
