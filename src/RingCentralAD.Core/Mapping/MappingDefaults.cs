using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// The mappings of a new hub: the guide's appendix ("AD &gt; Okta" and "Okta &gt; RingCentral Attribute Mapping requirements")
/// and its chapter on bi-directional sync.
/// </summary>
public static class MappingDefaults
{
    /// <summary>The guide's expression: direct number and extension in one text, &lt;directNumber&gt;#&lt;extensionNumber&gt;.</summary>
    public const string PrimaryPhone = "(appuser.directNumber != null ? appuser.directNumber : \"\") + \"#\" + appuser.extensionNumber";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AttributeMapping> All { get; } =
    [
        .. Direction(
            MappingDirection.AdToHub,
            ("login", LoginExpression("Email")),
            ("firstName", "appuser.firstName"),
            ("lastName", "appuser.lastName"),
            ("email", "appuser.email != null ? appuser.email : appuser.userName"),
            ("mobilePhone", "appuser.mobilePhone"),
            ("streetAddress", "appuser.streetAddress"),
            ("city", "appuser.city"),
            ("state", "appuser.state"),
            ("zipCode", "appuser.postalCode"),
            ("countryCode", "appuser.countryCode"),
            ("department", "appuser.department")),
        .. Direction(
            MappingDirection.HubToRc,
            ("firstName", "user.firstName"),
            ("lastName", "user.lastName"),
            ("email", "user.email"),
            ("mobilePhone", "user.mobilePhone"),
            ("street", "user.streetAddress"),
            ("city", "user.city"),
            ("state", "user.state"),
            ("zip", "user.zipCode"),
            ("country", "user.countryCode"),
            ("department", "user.department")),
        .. Direction(
            MappingDirection.RcToHub,
            ("login", "appuser.userName"),
            ("firstName", "appuser.firstName"),
            ("lastName", "appuser.lastName"),
            ("email", "appuser.userName"),
            ("primaryPhone", PrimaryPhone)),
        .. Direction(MappingDirection.HubToAd, ("telephoneNumber", "user.primaryPhone")),
    ];

    /// <summary>The expression that gives the login, for a user name format.</summary>
    /// <param name="format">Email, Upn, SamAccountName, or an expression over appuser.</param>
    public static string LoginExpression(string format) => format switch
    {
        "Email" => "appuser.email != null ? appuser.email : appuser.userName",
        "Upn" => "appuser.userPrincipalName",
        "SamAccountName" => "appuser.sAMAccountName",
        _ => format,
    };

    private static IEnumerable<AttributeMapping> Direction(MappingDirection direction, params (string Target, string Expression)[] mappings) =>
        mappings.Select(mapping => new AttributeMapping { Direction = direction, Target = mapping.Target, Expression = mapping.Expression });
}
