namespace RingCentralAD.Core.Model;

/// <summary>Something about a hub that a person should look at.</summary>
public sealed record HealthFinding
{
    /// <summary>What it is about.</summary>
    public required HealthTopic Topic { get; init; }

    /// <summary>Which system, account or certificate; empty for the hub as a whole.</summary>
    public string Subject { get; init; } = "";

    /// <summary>How bad it is, from 1; it is told again only where this grew.</summary>
    public required int Step { get; init; }

    /// <summary>What is the matter, for an administrator.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>Since when; null where that is not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What tells it from others.</summary>
    internal string Key => $"{Topic}:{Subject}";

    /// <inheritdoc />
    public override string ToString() => Message;
}

/// <summary>What a word may be about.</summary>
public enum HealthTopic
{
    /// <summary>A guard stopped a run, or a question was not answered.</summary>
    GuardStopped,

    /// <summary>The imports of a directory fail.</summary>
    DirectoryFailing,

    /// <summary>A group that RingCentral is assigned to is gone from its directory.</summary>
    AssignedGroupGone,

    /// <summary>People are stuck.</summary>
    PeopleStuck,

    /// <summary>People wait since a licence, a line or a number is missing.</summary>
    LicencesLow,

    /// <summary>Few Unassigned extensions are left.</summary>
    UnassignedLow,

    /// <summary>A certificate nears its end.</summary>
    CertificateExpires,

    /// <summary>The JWT credential nears its end.</summary>
    JwtExpires,

    /// <summary>The password of an account that binds nears its end.</summary>
    PasswordExpires,
}
