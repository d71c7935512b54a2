using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Signs that two people of two directories who share a login or an address are not one.</summary>
internal static class OtherPerson
{
    /// <summary>The sign in words; null where nothing speaks against it.</summary>
    /// <param name="user">The person of the hub.</param>
    /// <param name="others">Their entries in other directories.</param>
    /// <param name="source">The entry that has the same login or address.</param>
    /// <param name="profile">What it would be in the hub.</param>
    public static string? Says(HubUser user, IReadOnlyCollection<AppUser> others, AppUser source, AttributeSet profile)
    {
        string? number = Number(profile, [source]);
        string? theirs = Number(user.Profile, others);
        if (number is not null && theirs is not null)
        {
            return number == theirs ? null : $"the employee numbers differ ({number}, {theirs})";
        }

        string? mail = MatchKey.Of(profile.Text("email"));
        string? names = Names(user, profile);
        if (mail is not null && mail == user.MailKey)
        {
            return names;
        }

        // A login that is an address is the world's; any other is only its directory's.
        return user.LoginKey?.Contains('@', StringComparison.Ordinal) == true ? names
            : mail is not null && user.MailKey is not null ? $"the mail addresses differ ({mail}, {user.MailKey})"
            : names is null && Same(user, profile, "firstName") == true && Same(user, profile, "lastName") == true ? null
            : names ?? "nothing else says that this is the same person";
    }

    private static string? Names(HubUser user, AttributeSet profile)
    {
        bool?[] same = [Same(user, profile, "firstName"), Same(user, profile, "lastName")];
        return same.Contains(false) && !same.Contains(true)
            ? $"the names differ ({PersonName.Of(profile.Text("firstName"), profile.Text("lastName"), "none")}, {user.Name})"
            : null;
    }

    /// <summary>Whether a value is the same; null where one of the two has none.</summary>
    private static bool? Same(HubUser user, AttributeSet profile, string attribute) =>
        (MatchKey.Of(profile.Text(attribute)), MatchKey.Of(user.Profile.Text(attribute))) is ({ } mine, { } theirs) ? mine == theirs : null;

    /// <summary>Whether both have an employee number and it is not the same.</summary>
    public static bool NumbersDiffer(HubUser user, IEnumerable<AppUser> theirs, AppUser source, AttributeSet profile) =>
        Number(profile, [source]) is { } mine && Number(user.Profile, theirs) is { } other && mine != other;

    private static string? Number(AttributeSet profile, IEnumerable<AppUser> entries) =>
        MatchKey.Of(profile.Text("employeeNumber")) ?? entries.Select(entry => MatchKey.Of(entry.Attributes.Text("employeeNumber"))).FirstOrDefault(number => number is not null);
}
