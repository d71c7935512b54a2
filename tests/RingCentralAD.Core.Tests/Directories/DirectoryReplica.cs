using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// What somebody who follows a directory's changes holds: containers, groups with direct members, people with their fingerprints. Deliberately
/// simple: what it holds after changes must be what a fresh full read gives.
/// </summary>
internal sealed class DirectoryReplica(IReadOnlyList<string> attributes)
{
    private readonly Dictionary<string, DirectoryContainer> _containers = [];
    private readonly Dictionary<string, DirectoryGroup> _groups = [];
    private readonly Dictionary<string, AppUser> _people = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ChangePosition? Position { get; private set; }

    /// <summary>What the last reading of changes brought.</summary>
    public IReadOnlyList<DirectoryChange> Last { get; private set; } = [];

    public AppUser this[string account] => _people.Values.Single(person => person.Place.StartsWith($"CN={account},", StringComparison.OrdinalIgnoreCase));

    public static async Task<DirectoryReplica> ReadAsync(LdapDirectory directory, IReadOnlyList<string> attributes)
    {
        DirectoryReplica replica = new(attributes) { Position = await directory.PositionAsync(Stop) };
        await foreach (DirectoryContainer container in directory.ReadContainersAsync(Stop))
        {
            replica._containers.Add(container.Key, container);
        }

        await foreach (DirectoryGroup group in directory.ReadGroupsAsync(Stop))
        {
            replica._groups.Add(group.Key, group);
        }

        await foreach (AppUser person in directory.ReadUsersAsync(new DirectoryRead(attributes), Stop))
        {
            replica._people.Add(person.Key, person);
        }

        return replica;
    }

    /// <summary>Reads and applies what changed.</summary>
    public async Task FollowAsync(LdapDirectory directory)
    {
        Last = await directory.ReadChangesAsync(Position!, attributes, Stop).ToArrayAsync(Stop);
        string[] gone = [.. Last.OfType<PersonGone>().Select(change => _people.GetValueOrDefault(change.Key)?.Place).OfType<string>()];
        int stage = 0;
        foreach (DirectoryChange change in Last)
        {
            int now = change switch { ContainerChanged or ContainerGone => 0, GroupChanged or GroupGone => 1, PersonChanged or PersonGone => 2, _ => 3 };
            Assert.True(now >= stage, $"{change} comes too late.");
            stage = now;
            Apply(change);
        }

        Assert.Equal(3, stage);
        foreach (AppUser person in _people.Values.Where(person => gone.Contains(person.Attributes.Text("manager"))).ToArray())
        {
            // No server says that somebody's manager was deleted: who follows knows, and asks for them by key.
            _people[person.Key] = (await directory.FindUserAsync(person.Key, attributes, Stop))!;
        }
    }

    /// <summary>Fails where this one holds anything else than a fresh full read.</summary>
    public async Task MustEqualFullReadAsync(LdapDirectory directory)
    {
        DirectoryReplica full = await ReadAsync(directory, attributes);
        Assert.Equal(full._containers.Values.OrderBy(container => container.Key), _containers.Values.OrderBy(container => container.Key));
        Assert.Equal(full._groups.Values.Select(Text).Order(), _groups.Values.Select(Text).Order());
        Assert.Equal(full._people.Values.Select(Text).Order(), _people.Values.Select(Text).Order());
    }

    private void Apply(DirectoryChange change)
    {
        switch (change)
        {
            case ContainerChanged { Container: var container }:
                Assert.True(container.ParentKey is null || _containers.ContainsKey(container.ParentKey), $"{container} comes before its parent.");
                _containers[container.Key] = container;
                break;
            case ContainerGone { Key: var key }:
                _containers.Remove(key);
                break;
            case GroupChanged { Group: var group }:
                _groups[group.Key] = group;
                break;
            case GroupGone { Key: var key }:
                _groups.Remove(key);
                Forget(key);
                break;
            case PersonChanged { Person: var person, Groups: var groups }:
                _people[person.Key] = person;
                foreach (string group in groups ?? [])
                {
                    if (_groups.TryGetValue(group, out DirectoryGroup? found) && found.Members is { } members && !members.Contains(person.Key))
                    {
                        _groups[group] = found with { Members = [.. members, person.Key] };
                    }
                }

                break;
            case PersonGone { Key: var key }:
                _people.Remove(key);
                Forget(key);
                break;
            case ChangesEnd { Position: var position }:
                Position = position;
                break;
        }
    }

    private void Forget(string member)
    {
        foreach (DirectoryGroup group in _groups.Values.Where(group => group.Members?.Contains(member) == true).ToArray())
        {
            _groups[group.Key] = group with { Members = [.. group.Members!.Where(key => key != member)] };
        }
    }

    private static string Text(DirectoryGroup group) =>
        $"{group.Key} {group.Name} {group.Place} {group.Description} {group.PrimaryGroupId} {(group.Members is null ? "unknown" : string.Join(',', group.Members.Order()))}";

    private static string Text(AppUser person) =>
        $"{person.Key} {person.Place} {person.ParentKey} {person.Enabled} {person.PrimaryGroupId} {person.MailKey} {string.Join(',', person.Attributes.Select(pair => pair.Key).Order())} {person.Hash}";
}
