using System.Collections;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>Completes people by the beginning of their login, of their mail address or of any part of their name, with their login.</summary>
public class UserCompleter : HubCompleter
{
    private const int Most = 60;

    /// <summary>What is put in for a person.</summary>
    private protected virtual string? Name(HubUser user) => user.Login;

    private protected override async Task<IEnumerable<(string Value, string ToolTip)>> FindAsync(IHubReader hub, string word, IDictionary bound)
    {
        IReadOnlyList<HubUser> people = MatchKey.Of(word) is { } key
            ? [.. await ListAsync(hub, Logins(key)), .. await ListAsync(hub, Mails(key)), .. await ListAsync(hub, Names(key)), .. await ListAsync(hub, LaterNames(key))]
            : await ListAsync(hub, new Filter<HubUser>().OrderBy(row => row.LoginKey));
        return people.DistinctBy(user => user.Id)
            .Where(user => Name(user) is not null)
            .OrderBy(Name, StringComparer.OrdinalIgnoreCase)
            .Select(user => (Name(user)!, $"{user.Name}, {user.Status}{(user.Department is null ? "" : $", {user.Department}")}"));
    }

    private static Task<IReadOnlyList<HubUser>> ListAsync(IHubReader hub, Filter<HubUser> filter) => hub.ListAsync(filter.Take(Most));

    // The greatest text that begins with the key; the key itself is a beginning of its own.
    private static string Last(string key) => key + '\uFFFF';

    private static string Before(string key) => key[..^1] + (char)(key[^1] - 1) + '\uFFFF';

    private static Filter<HubUser> Logins(string key) => new Filter<HubUser>().Greater(row => row.LoginKey, Before(key)).Less(row => row.LoginKey, Last(key)).OrderBy(row => row.LoginKey);

    private static Filter<HubUser> Mails(string key) => new Filter<HubUser>().Greater(row => row.MailKey, Before(key)).Less(row => row.MailKey, Last(key)).OrderBy(row => row.MailKey);

    private static Filter<HubUser> Names(string key) => new Filter<HubUser>().Greater(row => row.NameKey, Before(key)).Less(row => row.NameKey, Last(key)).OrderBy(row => row.NameKey);

    private static Filter<HubUser> LaterNames(string key) => new Filter<HubUser>().Contains(row => row.NameKey, $" {key}").OrderBy(row => row.NameKey);
}

/// <summary>Completes people with their mail address.</summary>
public sealed class MailCompleter : UserCompleter
{
    private protected override string? Name(HubUser user) => user.Email;
}
