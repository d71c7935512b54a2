using System.Text;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>Says who a hub user is to service providers, by the HubToSso mappings; whoever may not sign in, or has no name identifier, is nobody.</summary>
internal sealed class SignOnPeople
{
    private readonly IHubReader _hub;
    private readonly CompiledMapping[] _mappings;
    private readonly MappingCatalog _catalog;
    private readonly MappingAsks _asks;

    private SignOnPeople(IHubReader hub, MappingCatalog catalog)
    {
        (_hub, _catalog) = (hub, catalog);
        _mappings = [.. catalog.Outbound(MappingDirection.HubToSso, "")];
        _asks = catalog.Asks(MappingDirection.HubToSso);
    }

    /// <summary>Reads the mappings.</summary>
    public static async Task<SignOnPeople> LoadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken) =>
        new(hub, await MappingCatalog.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false));

    /// <summary>The person; throws <c>SsoPersonRefused</c>, <c>SsoNameIdMissing</c> or the mapping's own error.</summary>
    public async Task<SignOnSubject> OfAsync(string userId, CancellationToken cancellationToken)
    {
        HubUser? user = await _hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, userId), cancellationToken).ConfigureAwait(false);
        if (user is not { Status: HubUserStatus.Active, Hold: null })
        {
            throw new RingCentralAdException("SsoPersonRefused", ErrorKind.Denied, "The person is not active in the hub any more.", "Look at Get-HubUser and Trace-HubUser.", userId);
        }

        if (!await PersonAssignment.IsAssignedAsync(_hub, user, cancellationToken).ConfigureAwait(false))
        {
            throw new RingCentralAdException("SsoPersonRefused", ErrorKind.Denied, "The person is not assigned to RingCentral any more.", "Assign the person or a group with Add-RcAssignment.", userId);
        }

        ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, [user.Id], cancellationToken).ConfigureAwait(false);
        HubSurroundings surroundings = await HubSurroundings.LoadAsync(_hub, _catalog.Names, _asks, cancellationToken).ConfigureAwait(false);
        MappingSubject subject = MappingSubject.Of(user, (await surroundings.OfAsync([user], appUsers, cancellationToken).ConfigureAwait(false))[user.Id]);
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (CompiledMapping mapping in _mappings)
        {
            MappingResult result = mapping.Evaluate(subject);
            if (result.Error is { } error)
            {
                throw error;
            }

            if (result.Value is string { Length: > 0 } text && !string.IsNullOrWhiteSpace(text))
            {
                values[mapping.Mapping.Target] = Clean(text);
            }
        }

        return values.Remove(SignOnTargets.NameId, out string? nameId)
            ? new SignOnSubject(nameId, [.. values.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => (pair.Key, pair.Value))])
            : throw new RingCentralAdException(
                SignOnSubject.NoNameId, ErrorKind.Data, "The mapping of the name identifier gives nothing for this person.", "Give the attribute a value in Active Directory, or change the mapping HubToSso nameId.", userId);
    }

    /// <summary>The text without characters that XML does not have, half a surrogate pair among them: they would make a message that nobody can read.</summary>
    internal static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.Trim().EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && rune.Value is not (0xFFFD or 0xFFFE or 0xFFFF))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }
}
