namespace RingCentralAD.Simulator;

/// <summary>A site of the company.</summary>
public sealed record Site(string Id, string Name)
{
    /// <summary>The id of the site every account has.</summary>
    public const string Main = "main-site";

    /// <summary>Site code.</summary>
    public string? Code { get; init; }

    /// <summary>Extension number of the site.</summary>
    public string? ExtensionNumber { get; init; }

    /// <summary>Mail address of the site.</summary>
    public string? Email { get; init; }

    /// <summary>Address.</summary>
    public PostalAddress? Address { get; init; }
}

/// <summary>A cost centre.</summary>
public sealed record CostCenter(string Id, string Name, string? BillingCode);

/// <summary>A custom field of the account.</summary>
public sealed record CustomField(string Id, string DisplayName);

/// <summary>A place that emergency calls come from.</summary>
public sealed record EmergencyLocation(string Id, string Name);

/// <summary>A template of user settings.</summary>
public sealed record UserTemplate(string Id, string Name, string Type);

/// <summary>A mail that RingCentral would have sent.</summary>
public sealed record SentMail(string Kind, string To, long ExtensionId, DateTimeOffset Time);
