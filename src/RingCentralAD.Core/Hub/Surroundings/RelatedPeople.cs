using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>The people whom directory entries name as manager or assistant, read for many entries at a time.</summary>
internal sealed class RelatedPeople
{
    private readonly Dictionary<(string System, string Place), RelatedPerson> _people = [];

    /// <summary>Nobody.</summary>
    public static RelatedPeople None { get; } = new();

    /// <summary>Reads everybody whom the entries name.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="entries">The entries that name them.</param>
    /// <param name="find">The key of the entry at a place of a system; null where none is there.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<RelatedPeople> LoadAsync(
        IHubReader hub, IEnumerable<AppUser> entries, Func<string, string, string?> find, CancellationToken cancellationToken)
    {
        RelatedPeople related = new();
        (string System, string Place, string Key)[] named =
        [
            .. from entry in entries
               from attribute in (string[])["manager", "assistant"]
               let place = entry.Attributes.Text(attribute)
               where place is not null
               let key = find(entry.SystemId, place)
               where key is not null
               select (entry.SystemId, place, key),
        ];
        Dictionary<(string, string), AppUser> found = [];
        foreach (IGrouping<string, string> system in named.GroupBy(name => name.System, name => name.Key))
        {
            await foreach (AppUser user in hub.ReadAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, system.Key).In(row => row.Key, [.. system.Distinct()]), cancellationToken).ConfigureAwait(false))
            {
                found[(user.SystemId, user.Key)] = user;
            }
        }

        string[] ids = [.. found.Values.Select(user => user.UserId).OfType<string>().Distinct()];
        Dictionary<string, HubUser> users = await People.UsersAsync(hub, ids, cancellationToken).ConfigureAwait(false);
        ILookup<string, AppUser> appUsers = await People.AppUsersAsync(hub, ids, cancellationToken).ConfigureAwait(false);
        foreach ((string system, string place, string key) in named)
        {
            if (found.TryGetValue((system, key), out AppUser? user))
            {
                related._people[(system, place)] = user.UserId is { } id
                    ? new RelatedPerson(users.GetValueOrDefault(id), [.. appUsers[id]])
                    : new RelatedPerson(null, [user]);
            }
        }

        return related;
    }

    /// <summary>The one whom the first of a person's entries names; null for nobody.</summary>
    public RelatedPerson? Of(IReadOnlyList<AppUser> entries, string attribute) => entries
        .Select(entry => entry.Attributes.Text(attribute) is { } place ? _people.GetValueOrDefault((entry.SystemId, place)) : null)
        .FirstOrDefault(person => person is not null);
}
