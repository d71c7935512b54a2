using Ids = RingCentralAD.Core.RingCentral.RingCentralErrorIds;
using Means = RingCentralAD.Core.Model.AccountFailure;

namespace RingCentralAD.Core.RingCentral;

public static partial class ErrorMeanings
{
    private const string Picture = "Use a JPEG or PNG picture of moderate size.";

    /// <summary>Codes of extensions, plans, passwords, devices and pictures.</summary>
    private static IEnumerable<ErrorMeaning> Accounts() =>
    [
        new("ACT-330", Ids.InvalidParameter, Means.Refused, "The picture is of a kind that RingCentral does not take.", Picture),
        new("ACT-331", Ids.InvalidParameter, Means.Refused, "The picture cannot be read.", Picture),
        new("ACT-332", Ids.Refused, Means.Refused, "An Unassigned extension can have no picture.", "Fill the extension with a person first."),
        new("ACT-334", Ids.InvalidParameter, Means.Refused, "The picture has more than 12 million pixels.", Picture),
        new("BIL-101", Ids.FeatureUnavailable, Means.Denied, "The account's service plan does not include the feature.", "Ask RingCentral to change the plan, or take the feature out of the mappings."),
        new("BIL-102", Ids.NoLicence, Means.NoResource, "No licence, line or number of this kind is left in the account.", "Free or buy licences in the Admin Portal (Billing); those who wait are tried again then."),
        new("BIL-103", Ids.FeatureUnavailable, Means.Denied, "The account does not have the feature.", "Ask RingCentral to switch the feature on, or take it out of the mappings."),
        new("EXT-262", Ids.InvalidParameter, Means.Refused, "The home country is not one that the account may use.", "Correct the country in Active Directory or in the mapping of the home country."),
        new("EXT-356", Ids.InvalidParameter, Means.Refused, "A last name is only for people; this extension is of another type.", "Take the extension out of the sync, or leave its last name empty."),
        new("EXT-401", Ids.BadRequest, Means.Refused, "An extension was both to be added to a call queue and to be removed from it.", Report),
        new("EXT-405", Ids.InvalidParameter, Means.Refused, "An extension of this type can be no member of a call queue.", "Take the extension out of the list of members."),
        new("JWS-1736", Ids.Refused, Means.Refused, "The extension has the last device of a group of shared lines.", "Give the group another device in the Admin Portal, or delete the group, then try again."),
        new("PWD-002", Ids.InvalidParameter, Means.Refused, "A password needs at least one digit.", "Give a password that keeps RingCentral's rules."),
        new("SCIM-uniqueness", Ids.DuplicateMail, Means.Refused, "The mail address belongs to another user already.", "Give the person an address of their own, or link the existing user."),
    ];
}
