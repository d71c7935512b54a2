using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Where a person stands in a report.</summary>
internal enum PersonState
{
    /// <summary>Active, and the extension is in use.</summary>
    WithAccount,

    /// <summary>Active, but the extension is disabled or frozen.</summary>
    AccountDisabled,

    /// <summary>Active and assigned; there is no account yet.</summary>
    Awaited,

    /// <summary>Active, and nobody assigned an account.</summary>
    NotAssigned,

    /// <summary>Known, not activated.</summary>
    Staged,

    /// <summary>Deactivated, while an extension, and with it a licence, is still the person's.</summary>
    HoldsLicence,

    /// <summary>Deactivated, without an extension.</summary>
    Deactivated,
}

/// <summary>Reckons and names a person's state.</summary>
internal static class PersonStates
{
    /// <summary>The states' names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["With account", "Account disabled", "Awaits account", "Not assigned", "Staged", "Deactivated, holds licence", "Deactivated"];

    /// <summary>The state's name.</summary>
    public static string Name(this PersonState state) => Names[(int)state];

    /// <summary>Where a person stands.</summary>
    /// <param name="status">In the hub.</param>
    /// <param name="enabled">Whether the person's extension is enabled; null where there is none.</param>
    /// <param name="assigned">Whether the person was assigned when last planned.</param>
    public static PersonState Of(HubUserStatus status, bool? enabled, bool assigned) => (status, enabled) switch
    {
        (HubUserStatus.Deactivated, null) => PersonState.Deactivated,
        (HubUserStatus.Deactivated, _) => PersonState.HoldsLicence,
        (HubUserStatus.Staged, null) => PersonState.Staged,
        (_, true) => PersonState.WithAccount,
        (_, false) => PersonState.AccountDisabled,
        _ => assigned ? PersonState.Awaited : PersonState.NotAssigned,
    };
}
