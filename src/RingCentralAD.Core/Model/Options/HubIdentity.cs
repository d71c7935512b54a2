namespace RingCentralAD.Core.Model;

/// <summary>Which hub this is and what it is tied to. Prompts, plans and reports begin with company and account.</summary>
public sealed record HubIdentity
{
    /// <summary>Our id of the hub.</summary>
    public required string HubId { get; init; }

    /// <summary>The company, as the administrator named it.</summary>
    public required string Company { get; init; }

    /// <summary>When the hub was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The RingCentral account id the hub is tied to at first connect; null before.</summary>
    public string? AccountId { get; init; }

    /// <summary>How the account is reached; null before the first connect.</summary>
    public AccountSettings? Account { get; init; }

    /// <summary>A person has confirmed the first full provisioning run.</summary>
    public bool ProvisioningConfirmed { get; init; }

    /// <summary>A person has confirmed the first write-back, per directory id.</summary>
    public IReadOnlyList<string> WriteBackConfirmed { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => AccountId is null ? Company : $"{Company}, account {AccountId}";
}
