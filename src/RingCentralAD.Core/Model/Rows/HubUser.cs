namespace RingCentralAD.Core.Model;

/// <summary>Where a <see cref="HubUser"/> stands: read-only, and read from an index alone.</summary>
public sealed record HubUserStanding(string Id, HubUserStatus Status) : IHubRow;

/// <summary>A <see cref="HubUser"/>'s name and what besides tells that a namesake is the same person: read-only.</summary>
public sealed record HubUserSigns(string Id, string? NameKey, string? MailKey, string? EmployeeKey, string? LoginKey) : IHubRow;

/// <summary>A person in the hub.</summary>
public sealed record HubUser : IHubRow
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Staged, Active or Deactivated.</summary>
    public required HubUserStatus Status { get; init; }

    /// <summary>The values, by hub attribute.</summary>
    public required AttributeSet Profile { get; init; }

    /// <summary>Values set by hand, for attributes that no system masters.</summary>
    public AttributeSet LocalValues { get; init; } = AttributeSet.Empty;

    /// <summary>Who keeps this person deactivated by hand, when and why; null where nobody does.</summary>
    public string? Hold { get; init; }

    /// <summary>Why the person is Deactivated: Disabled, Gone, OutOfScope, ByHand; null otherwise.</summary>
    public string? DeactivatedBy { get; init; }

    /// <summary>When the hub first knew the person.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a value or the status last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The name the person signs in with; unique regardless of case.</summary>
    public string? Login => Profile.Text("login");

    /// <summary>First name.</summary>
    public string? FirstName => Profile.Text("firstName");

    /// <summary>Last name.</summary>
    public string? LastName => Profile.Text("lastName");

    /// <summary>Mail address.</summary>
    public string? Email => Profile.Text("email");

    /// <summary>Department.</summary>
    public string? Department => Profile.Text("department");

    /// <summary>The phone number and extension as the hub holds them, e.g. +16505550123#321.</summary>
    public string? PrimaryPhone => Profile.Text("primaryPhone");

    /// <summary>The name people read: first and last name, else the login.</summary>
    public string Name => PersonName.Of(FirstName, LastName, Login ?? Id);

    /// <summary>Key of the login, unique in the hub.</summary>
    public string? LoginKey => MatchKey.Of(Login);

    /// <summary>Key of the mail address.</summary>
    public string? MailKey => MatchKey.Of(Email);

    /// <summary>Key of the employee number.</summary>
    public string? EmployeeKey => MatchKey.Of(Profile.Text("employeeNumber"));

    /// <summary>Key of first and last name.</summary>
    public string? NameKey => MatchKey.Of(PersonName.Of(FirstName, LastName, ""));

    /// <inheritdoc />
    public override string ToString() => Name;
}
