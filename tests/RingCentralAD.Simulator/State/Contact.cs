namespace RingCentralAD.Simulator;

/// <summary>The person of an extension. Null is not given.</summary>
public sealed record Contact
{
    /// <summary>First name, or the name of an extension that is no person.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Company.</summary>
    public string? Company { get; init; }

    /// <summary>Job title.</summary>
    public string? JobTitle { get; init; }

    /// <summary>Mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Business phone, E.164.</summary>
    public string? BusinessPhone { get; init; }

    /// <summary>Mobile phone, E.164.</summary>
    public string? MobilePhone { get; init; }

    /// <summary>Business address.</summary>
    public PostalAddress? BusinessAddress { get; init; }

    /// <summary>Whether the mail address is the login name.</summary>
    public bool EmailAsLoginName { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>First and last name, as RingCentral builds <c>name</c>.</summary>
    public string FullName => $"{FirstName} {LastName}".Trim();
}
