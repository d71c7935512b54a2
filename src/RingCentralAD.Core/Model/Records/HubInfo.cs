namespace RingCentralAD.Core.Model;

/// <summary>A hub at a glance.</summary>
public sealed record HubInfo
{
    /// <summary>The company.</summary>
    public required string Company { get; init; }

    /// <summary>Where it is; never a password.</summary>
    public required string Location { get; init; }

    /// <summary>The RingCentral account id it is tied to; null before the first connect.</summary>
    public string? AccountId { get; init; }

    /// <summary>The names of its directories.</summary>
    public IReadOnlyList<string> Directories { get; init; } = [];

    /// <summary>The directories whose last import failed, each with since when and why; Get-AdDirectory has the remedy.</summary>
    public IReadOnlyList<string> FailingDirectories { get; init; } = [];

    /// <summary>How many people it holds.</summary>
    public long People { get; init; }

    /// <summary>How many of them are active.</summary>
    public long Active { get; init; }

    /// <summary>How many hold a RingCentral account.</summary>
    public long Accounts { get; init; }

    /// <summary>How many people are stuck.</summary>
    public long Problems { get; init; }

    /// <summary>What a person should look at: guards, people who are stuck, what runs low, what nears its end; the same that notifications tell.</summary>
    public IReadOnlyList<HealthFinding> Health { get; init; } = [];

    /// <summary>How many mappings there are, by direction.</summary>
    public string Mappings { get; init; } = "";

    /// <summary>Who suspended the sync, since when, until when and why; null where nobody did.</summary>
    public SyncSuspension? Suspended { get; init; }

    /// <summary>What an administrator should know about the store.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Company} ({Location})";
}
