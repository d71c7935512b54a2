using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Says whether the hub may hold somebody whose name and second sign (employee number, local part of the mail) are these: a few bytes a person,
/// so that thousands of new people are not each compared with all their namesakes. What it says no to is not there.
/// </summary>
internal sealed class KnownSigns
{
    private readonly IHubReader _hub;
    private readonly HashSet<int> _signs = [];
    private long _people = -1;

    public KnownSigns(IHubReader hub) => _hub = hub;

    /// <summary>Reads the hub, unless it holds as many people as when it was last read and those who were added since.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        long people = await _hub.CountAsync<HubUserStanding>(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (people == _people)
        {
            return;
        }

        _signs.Clear();
        await foreach (HubUserSigns user in _hub.ReadAsync<HubUserSigns>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            Add(user.NameKey, user.EmployeeKey, user.MailKey);
        }

        _people = people;
    }

    /// <summary>Notes somebody who was stored.</summary>
    public void Add(HubUser user)
    {
        Add(user.NameKey, user.EmployeeKey, user.MailKey);
        _people++;
    }

    /// <summary>Whether somebody may be there.</summary>
    public bool MayHold(string? name, string? employee, string? mail) => Of(name, employee, mail).Any(_signs.Contains);

    private void Add(string? name, string? employee, string? mail) => _signs.UnionWith(Of(name, employee, mail));

    private static IEnumerable<int> Of(string? name, string? employee, string? mail)
    {
        if (name is not null && employee is not null)
        {
            yield return HashCode.Combine(Cut(name), Cut(employee));
        }

        if (name is not null && mail is not null)
        {
            yield return HashCode.Combine(Cut(name), Cut(mail.Split('@')[0]), '@');
        }
    }

    // The store keeps the beginning of very long keys.
    private static string Cut(string key) => key.Length <= 400 ? key : key[..400];
}
