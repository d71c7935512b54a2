using Ids = RingCentralAD.Core.RingCentral.RingCentralErrorIds;
using Means = RingCentralAD.Core.Model.AccountFailure;

namespace RingCentralAD.Core.RingCentral;

public static partial class ErrorMeanings
{
    private const string Report = "Please report this with the request id: the request should not have been built like this.";
    private const string GrantScope = "In RingCentral's Developer Console give the app the scope it lacks (EditAccounts has to be asked for), then connect again.";
    private const string GrantPermission = "Give the user whose JWT is used a role with the permission it lacks (Admin Portal, Users, Roles), then run again.";

    /// <summary>Codes that every call may give (CMN).</summary>
    private static IEnumerable<ErrorMeaning> Common() =>
    [
        new("CMN-101", Ids.InvalidParameter, Means.Refused, "RingCentral does not accept the value.", "Correct the value in Active Directory, or the mapping that makes it, and run again."),
        new("CMN-102", Ids.NotFound, Means.Refused, "What the value points to does not exist in this RingCentral account.", "Enter the missing value in Active Directory, or make what it names in RingCentral."),
        new("CMN-103", Ids.Unparsable, Means.Refused, "RingCentral could not parse the request.", "Look for odd characters in the person's data in Active Directory. If there are none, report it with the request id."),
        new("CMN-104", Ids.Unparsable, Means.Refused, "RingCentral got a request without content, or one it could not parse.", Report),
        new("CMN-105", Ids.BadRequest, Means.Refused, "A form was sent with a query in its address.", Report),
        new("CMN-106", Ids.BadRequest, Means.Refused, "More records were sent at once than RingCentral takes.", "Set a smaller batch size. " + Report),
        new("CMN-107", Ids.BadRequest, Means.Refused, "A part of a file was asked for that is not there.", Report),
        new("CMN-108", Ids.BadRequest, Means.Refused, "The request names two different objects, one in its address and one in its content.", Report),
        new("CMN-109", Ids.FeatureUnavailable, Means.Denied, "The account does not have this feature.", "Ask RingCentral to switch the feature on, or take it out of the mappings."),
        new("CMN-110", Ids.BadRequest, Means.Refused, "A header is missing. A proxy on the way may have removed it.", "Check the proxy. If there is none, report it with the request id."),
        new("CMN-111", Ids.BadRequest, Means.Refused, "RingCentral does not offer this operation here.", "Look in the Admin Portal whether it can be done there; report it with the request id."),
        new("CMN-112", Ids.FeatureUnavailable, Means.Refused, "This type of extension does not have the feature.", "Leave the value out for extensions of this type, or change the type in the Admin Portal."),
        new("CMN-113", Ids.FeatureUnavailable, Means.Refused, "This extension does not have the feature.", "Switch the feature on for the extension in the Admin Portal, or leave the value out."),
        new("CMN-120", Ids.BadRequest, Means.Refused, "The server does not know the address that was called.", "Check the server's address (Connect-RcAccount -Uri): it ends with the host name, without a path."),
        new("CMN-201", Ids.Unavailable, Means.Unknown, "Service Temporarily Unavailable. Please check back later. Issues on RingCentral's side.", "Nothing to mend here: the next run goes on. See status.ringcentral.com when it lasts."),
        new("CMN-202", Ids.BadRequest, Means.Refused, "RingCentral does not offer this operation, or not at present.", "Try again later. If it stays, report it with the request id."),
        new("CMN-203", Ids.Unavailable, Means.Unknown, "RingCentral had an error of its own.", "The next run looks at what became of it. If it stays, give RingCentral's support the request id."),
        new("CMN-204", Ids.ExtensionInUse, Means.NotSent, "Another operation holds the extension at this moment.", "The next run tries it again. If it stays, look who else works on the account."),
        new("CMN-301", Ids.RateLimited, Means.RateLimited, "More requests than RingCentral allows this app and user.", "Look for another program that uses the same app and user; give each its own app."),
        new("CMN-302", Ids.RateLimited, Means.RateLimited, "More requests than RingCentral allows this app and user.", "Look for another program that uses the same app and user; give each its own app."),
        new("CMN-303", Ids.RateLimited, Means.RateLimited, "RingCentral could not find the app's rate limits.", "Check the app's usage plan in the Developer Console; RingCentral's developer support can set it."),
        new("CMN-304", Ids.DuplicateRequest, Means.Unknown, "The very same request is being carried out at this moment.", "The next run looks at what became of it. See that only one host synchronises the account."),
        new("CMN-310", Ids.RateLimited, Means.RateLimited, "RingCentral is getting too many requests altogether.", "Nothing to mend here: the next run goes on."),
        new("CMN-401", Ids.Denied, Means.Denied, "The app lacks a scope that this call needs.", GrantScope),
        new("CMN-402", Ids.Denied, Means.Denied, "The user whose JWT is used is no administrator.", "Use the JWT of a user with an administrator's role."),
        new("CMN-403", Ids.FeatureUnavailable, Means.Refused, "This type of extension does not have the feature.", "Leave the value out for extensions of this type, or change the type in the Admin Portal."),
        new("CMN-404", Ids.Denied, Means.Denied, "The user whose JWT is used may not see or change other people's extensions.", GrantPermission),
        new("CMN-405", Ids.Denied, Means.Denied, "RingCentral wants a user to be signed in, not the account alone.", "Make the JWT as a user of the account (Developer Console, Credentials) and connect again."),
        new("CMN-406", Ids.DuplicateValue, Means.Refused, "The same value is there twice.", "Give each person a value of their own in Active Directory."),
        new("CMN-407", Ids.BadRequest, Means.Refused, "A header could not be read. A proxy on the way may have changed it.", "Check the proxy. If there is none, report it with the request id."),
        new("CMN-408", Ids.Denied, Means.Denied, "The role of the user whose JWT is used lacks a permission.", GrantPermission),
        new("CMN-419", Ids.Denied, Means.Denied, "The user whose JWT is used has the permission for their own extension only.", "Give the role the permission for all users (extended scope), then run again."),
        new("AGW-401", Ids.SessionRefused, Means.SignIn, "The request came without its access token. A proxy on the way may have removed the Authorization header.", "Check the proxy; connect again."),
        new("AGW-402", Ids.SessionRefused, Means.SignIn, "The Authorization header arrived damaged. A proxy on the way may have changed it.", "Check the proxy; connect again."),
        new("AGW-404", Ids.BadRequest, Means.Refused, "RingCentral's gateway does not know the address that was called.", "Check the server's address (Connect-RcAccount -Uri)."),
    ];
}
