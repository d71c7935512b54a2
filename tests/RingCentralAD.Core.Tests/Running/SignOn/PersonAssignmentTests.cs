using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>One person's assignment, reckoned upwards, is what the planner reckons for everybody.</summary>
public sealed class PersonAssignmentTests
{
    private static readonly string[] s_directories = ["d1", "d2"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task It_is_what_the_planner_reckons(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using SqlitePlace place = new();
        await using IHubStore hub = await HubStore.CreateAsync(place.New(), TimeProvider.System, Stop);
        await hub.WriteAsync(transaction => FillAsync(transaction, random), null, Stop);

        AssignmentView view = await AssignmentView.LoadAsync(hub, Stop);
        IReadOnlyList<HubUser> people = await hub.ListAsync<HubUser>(cancellationToken: Stop);
        string[] assigned = [.. people.Where(user => view.IsAssigned(user.Id)).Select(static user => user.Id)];
        List<string> found = [];
        foreach (HubUser user in people)
        {
            if (await PersonAssignment.IsAssignedAsync(hub, user, Stop))
            {
                found.Add(user.Id);
            }
        }

        Assert.Equal(assigned, found);
        Assert.InRange(assigned.Length, 1, people.Count - 1);
    }

    private static async Task FillAsync(IHubTransaction transaction, Random random)
    {
        await SaveAsync(s_directories.Select(static id => new DirectoryEntry { Id = id, Name = id, Kind = DirectoryKind.ActiveDirectory, DomainKey = id, Settings = new DirectorySettings() }));
        HubUser[] people = [.. Enumerable.Range(0, 40).Select(i => new HubUser { Id = $"u{i:D2}", Status = random.Next(4) == 0 ? HubUserStatus.Deactivated : HubUserStatus.Active, Profile = AttributeSet.Empty })];
        await SaveAsync(people);
        await SaveAsync(people.Select(user => new AppUser
        {
            SystemId = s_directories[random.Next(2)],
            Key = $"k-{user.Id}",
            UserId = user.Id,
            State = random.Next(8) switch { 0 => AppUserState.Gone, 1 => AppUserState.Missing, _ => AppUserState.Present },
            Place = $"CN={user.Id},DC=x",
            Attributes = new AttributeSet([new("primaryGroupID", $"{random.Next(500, 505)}")]),
            Hash = "h",
        }));
        HubGroup[] imported = [.. Enumerable.Range(0, 12).Select(i => new HubGroup
        {
            Id = $"g{i:D2}", Name = $"g{i}", Kind = HubGroupKind.Imported, SystemId = s_directories[i % 2], Key = $"kg{i:D2}", Place = $"CN=g{i},DC=x",
            PrimaryGroupId = i < 4 ? 500 + i : null, State = random.Next(6) == 0 ? AppUserState.Gone : AppUserState.Present,
        })];
        await SaveAsync(imported);
        await SaveAsync(Enumerable.Range(0, 3).Select(static i => new HubGroup { Id = $"l{i}", Name = $"l{i}", Kind = HubGroupKind.Local }));
        await SaveAsync(Enumerable.Range(0, 8).Select(_ => new LocalMember($"l{random.Next(3)}", people[random.Next(people.Length)].Id)));
        await SaveAsync(Enumerable.Range(0, 50).Select(_ =>
        {
            HubGroup group = imported[random.Next(imported.Length)];
            string member = people[random.Next(people.Length)].Id;
            return new GroupEdge(group.SystemId, group.Key, random.Next(5) switch
            {
                0 => ForeignMember.KeyOf($"CN={member},DC=x"),
                1 => imported[random.Next(imported.Length)].Key,
                2 => ForeignMember.KeyOf(imported[random.Next(imported.Length)].Place!),
                _ => $"k-{member}",
            });
        }).Distinct());
        await SaveAsync(Enumerable.Range(0, 3).Select(i => new Assignment { Id = $"ag{i}", GroupId = imported[random.Next(imported.Length)].Id }));
        await SaveAsync([new Assignment { Id = "al", GroupId = "l0" }, new Assignment { Id = "au", UserId = people[0].Id }]);
        await SaveAsync(people.Where(_ => random.Next(2) == 0).Select(user => new AssignedUser(Ids.RingCentral, user.Id, random.Next(2) == 0, default)));
        if (random.Next(6) == 0)
        {
            await SaveAsync([new HubGroup { Id = "e", Name = "Everyone", Kind = HubGroupKind.Everyone }]);
            await SaveAsync([new Assignment { Id = "ae", GroupId = "e" }]);
        }

        async Task SaveAsync<T>(IEnumerable<T> rows)
            where T : class, IHubRow => await transaction.SaveAsync([.. rows], Stop);
    }
}
