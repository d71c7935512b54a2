using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Explains that nobody is called so: who bears it as a display name, else whose login, mail address or name is nearest.</summary>
internal sealed class UnknownPerson(IHubReader hub)
{
    /// <summary>Each guess looks at everybody in the hub: a list of strangers gets no more than these.</summary>
    private const int MostGuesses = 5;

    private const int MostBearers = 5;
    private int _guesses;

    /// <summary>The error, with whom to name instead.</summary>
    public async Task<RingCentralAdException> ExplainAsync(string name, CancellationToken cancellationToken)
    {
        string? key = MatchKey.Of(name);
        string[] bearers = key is null ? [] : [.. (await hub.ListAsync(new Filter<HubUser>().Equal(row => row.NameKey, key).Take(MostBearers + 1), cancellationToken).ConfigureAwait(false)).Select(NameOf)];
        if (bearers.Length > 0)
        {
            return Error(
                $"'{name}' is the name of {Listed(bearers)}.",
                $"Use the {(bearers.Length == 1 ? "login" : "login of the one who is meant")}, since people may share a name; Get-HubUser {PromptText.Quoted(name + "*")} finds people by their name.");
        }

        if (key is not null && !IsKey(name) && _guesses++ < MostGuesses && await GuessAsync(key, cancellationToken).ConfigureAwait(false) is { } meant)
        {
            return Error($"Nobody in the hub is called '{name}'.", $"Did you mean {NameOf(meant)} ({meant.Name})? Get-HubUser lists people.");
        }

        return Error(
            $"Nobody in the hub is called '{name}'.",
            $"Use a login, mail address, user principal name, sAMAccountName, distinguished name or GUID; {Finding(name)}. Import-AdUsers brings new ones.");

        RingCentralAdException Error(string message, string remedy) => new("HubUserNotFound", ErrorKind.NotFound, message, remedy, name);
    }

    private async Task<HubUser?> GuessAsync(string key, CancellationToken cancellationToken)
    {
        NearPerson near = new(key);
        await foreach (HubUserSigns signs in hub.ReadAsync(new Filter<HubUserSigns>().AnyOrder(), cancellationToken).ConfigureAwait(false))
        {
            near.Offer(signs);
        }

        return near.Id is { } id ? await hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, id), cancellationToken).ConfigureAwait(false) : null;
    }

    private static string NameOf(HubUser user) => user.Login ?? user.Email ?? user.Id;

    private static string Listed(string[] names) => names switch
    {
        [var only] => only,
        { Length: > MostBearers } => $"{string.Join(", ", names[..MostBearers])} and others",
        _ => $"{string.Join(", ", names[..^1])} and {names[^1]}",
    };

    private static string Finding(string name)
    {
        string word = name.Split('@')[0].Trim().Split(' ')[^1];
        return IsKey(name) || word.Length == 0 ? "Get-HubUser lists people" : $"Get-HubUser {PromptText.Quoted(word.Contains('*', StringComparison.Ordinal) ? word : $"*{word}*")} finds them by a part of a name";
    }

    private static bool IsKey(string name) => Guid.TryParse(name, out _) || name.Contains('=', StringComparison.Ordinal);
}
