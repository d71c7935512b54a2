using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Whose the numbers of the account are, and what keeps those of the hub's people out of the directory.</summary>
public sealed class NumberOwners
{
    private readonly Dictionary<string, AppUser> _extensions;
    private readonly Suspensions _suspensions;

    private NumberOwners(Dictionary<string, AppUser> extensions, Suspensions suspensions) => (_extensions, _suspensions) = (extensions, suspensions);

    /// <summary>Reads the hub's extensions and suspensions.</summary>
    public static async Task<NumberOwners> LoadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        Dictionary<string, AppUser> extensions = new(StringComparer.Ordinal);
        await foreach (AppUser extension in hub.ReadAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, AppUserState.Present), cancellationToken).ConfigureAwait(false))
        {
            extensions[extension.Key] = extension;
        }

        return new NumberOwners(extensions, await Suspensions.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Describes all numbers of the account; a person's numbers decide together what waits.</summary>
    public IEnumerable<RcPhoneNumberInfo> Describe(IReadOnlyCollection<PhoneNumber> numbers)
    {
        ILookup<string?, PhoneNumber> byExtension = numbers.ToLookup(number => number.ExtensionId);
        return numbers.Select(number => Describe(number, number.ExtensionId is { } id && _extensions.TryGetValue(id, out AppUser? known) ? DirectNumber.Apply(known, byExtension[id]) : null));
    }

    private RcPhoneNumberInfo Describe(PhoneNumber number, AppUser? extension) => new()
    {
        Number = number.Number,
        UsageType = number.UsageType,
        Type = number.Type,
        Status = number.Status,
        Primary = number.Primary,
        TemporaryNumber = number.TemporaryNumber,
        ExtensionId = number.ExtensionId,
        ExtensionNumber = extension?.Attributes.Text("extensionNumber"),
        Person = extension?.Place,
        HubUserId = extension?.UserId,
        Waits = extension?.UserId is { } user && number.UsageType == "DirectNumber"
            ? _suspensions.Find(user, extension.Attributes, hangsOnNumbers: true)?.Describe() ?? RingCentralNumbers.WaitReason(extension.Attributes)
            : null,
    };
}
