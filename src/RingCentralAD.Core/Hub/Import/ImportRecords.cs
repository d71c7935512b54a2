using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Makes the records that an import emits.</summary>
internal static class ImportRecords
{
    public static ImportRecord Of(ImportAction action, HubUser user, AppUser source, string system) => new()
    {
        Action = action,
        Person = user.Name,
        Department = user.Department,
        HubUserId = user.Id,
        Login = user.Login,
        Email = user.Email,
        System = system,
        Key = source.Key,
        Place = source.Place,
    };

    /// <summary>A person without a hub user: named by what their values would be.</summary>
    public static ImportRecord Of(ImportAction action, AttributeSet profile, AppUser source, string system, string detail, string? remedy = null) => new()
    {
        Action = action,
        Person = PersonName.Of(profile.Text("firstName"), profile.Text("lastName"), source.Attributes.Text("cn") ?? source.Place),
        Department = profile.Text("department"),
        Detail = detail,
        Remedy = remedy,
        Login = profile.Text("login"),
        Email = profile.Text("email"),
        System = system,
        Key = source.Key,
        Place = source.Place,
    };

    /// <summary>The id of the problem of an app user that waits for a match.</summary>
    public static string MatchProblem(string systemId, string key) => $"match:{systemId}:{key}";
}
