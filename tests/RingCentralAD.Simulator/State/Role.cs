using System.Collections.Immutable;

namespace RingCentralAD.Simulator;

/// <summary>A role that extensions are given.</summary>
public sealed record Role(string Id, string DisplayName, string Description)
{
    /// <summary>The role of the system extension.</summary>
    public const string SuperAdmin = "1";

    /// <summary>The role that new extensions get unless the account says otherwise.</summary>
    public const string StandardInternational = "5";

    /// <summary>Made by the account, not by RingCentral.</summary>
    public bool Custom { get; init; }

    /// <summary>RingCentral's standard roles. Names are those of the admin portal, ids are the simulator's own.</summary>
    public static ImmutableArray<Role> Standard { get; } =
    [
        new(SuperAdmin, "Super Admin", "Full access to all account settings"),
        new("2", "Phone System Admin", "Manages the phone system"),
        new("3", "User Admin", "Manages users"),
        new("4", "Billing Admin", "Manages billing"),
        new(StandardInternational, "Standard (International)", "User with international calling"),
        new("6", "Standard", "User without international calling"),
        new("7", "Manager", "User with reports and call monitoring"),
    ];
}
