using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>All that a plan needs to know of one person.</summary>
/// <param name="User">The hub user.</param>
/// <param name="Account">The linked extension; null where there is none. Gone ones included.</param>
/// <param name="Source">The directory's app user, by which errors are traced; null where there is none.</param>
/// <param name="Assigned">The person is assigned now.</param>
/// <param name="LostAssignment">The person was assigned and no longer is.</param>
/// <param name="Surroundings">What mappings see beyond the profile.</param>
/// <param name="Approved">A person has said that a gone extension may be made again.</param>
public sealed record PersonView(
    HubUser User, AppUser? Account, AppUser? Source, bool Assigned, bool LostAssignment, PersonSurroundings Surroundings, bool Approved = false)
{
    /// <summary>Values that a person has said to leave alone.</summary>
    public IReadOnlyList<DriftChoice> Left { get; init; } = [];

    /// <summary>Since when the hub wants the person to have an account, or not to.</summary>
    public DateTimeOffset StandsSince { get; init; }

    /// <summary>Whether this difference is to be left alone: both sides still have what they had when it was said.</summary>
    public bool Leaves(string attribute, string? wanted, string? there) =>
        Left.Any(choice => choice.Attribute == attribute && choice.HubValue == wanted && choice.AccountValue == there);

    /// <summary>The ids of the roles that the extension has; null where they are not known.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>When provisioning deactivated the extension that is disabled now; null where it did not.</summary>
    public DateTimeOffset? DeactivatedAt { get; init; }
}
