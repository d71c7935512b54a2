namespace RingCentralAD.Core.Model;

/// <summary>What happens to a person by a change of a group.</summary>
public enum GroupChangeAction
{
    /// <summary>Comes into the group.</summary>
    Joins,

    /// <summary>Leaves the group.</summary>
    Leaves,

    /// <summary>The rule fails for this person: the last membership stays.</summary>
    Stays,

    /// <summary>Nothing else gives the person RingCentral: the account would be deactivated.</summary>
    LosesRingCentral,
}

/// <summary>One person whom a change of a group concerns.</summary>
public sealed record HubGroupChange
{
    /// <summary>What happens.</summary>
    public required GroupChangeAction Action { get; init; }

    /// <summary>The group's name.</summary>
    public required string Group { get; init; }

    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>The login.</summary>
    public string? Login { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>Why.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do, where something is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>The hub user.</summary>
    public required string HubUserId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Action} {Group}: {Person}";

    /// <summary>The change of a person.</summary>
    public static HubGroupChange Of(GroupChangeAction action, HubGroup group, HubUser user)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(user);
        return new HubGroupChange
        {
            Action = action, Group = group.Name, Person = user.Name, Login = user.Login, Email = user.Email, Department = user.Department, HubUserId = user.Id,
        };
    }
}
