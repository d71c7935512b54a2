using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>One change of one value, as the record tells it: flat, for files and comparisons. A change without values is one of these too.</summary>
public sealed record SyncChangeInfo
{
    /// <summary>The line of the record; several values of one change have the same.</summary>
    public required long Line { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>What was done: Create, Update, Added, Removed …</summary>
    public string? Action { get; init; }

    /// <summary>The person's login, or the name of the group or of what was changed; of a run its counts. Null where it was erased with the person.</summary>
    public string? Subject { get; init; }

    /// <summary>The attribute or setting; (extension), (entry) or (group) where the person was linked with one or put into one; null where no value changed.</summary>
    public string? Attribute { get; init; }

    /// <summary>The value before; null for none, and where it was erased.</summary>
    public string? Before { get; init; }

    /// <summary>The value after.</summary>
    public string? After { get; init; }

    /// <summary>The number of the run that did it; null where a person did it by hand.</summary>
    public long? Run { get; init; }

    /// <summary>What that run was: Import of contoso.com, Provisioning of RingCentral …; where a person did it by hand, the command: Set-AttributeMapping.</summary>
    public string? Cause { get; init; }

    /// <summary>The account that did it: DOMAIN\name.</summary>
    public required string Actor { get; init; }

    /// <summary>The machine.</summary>
    public required string Host { get; init; }

    /// <summary>The version of RingCentralAD.</summary>
    public required string Program { get; init; }

    /// <summary>The RingCentral account that the run worked with; null where a person did it by hand.</summary>
    public string? AccountId { get; init; }

    /// <summary>The fingerprint of the configuration that the run went by; null where a person did it by hand.</summary>
    public string? Configuration { get; init; }

    /// <summary>RingCentral, or the directory's name.</summary>
    public string? System { get; init; }

    /// <summary>The key of the entry or the extension's id; of an assignment or membership the group's id.</summary>
    public string? Key { get; init; }

    /// <summary>RingCentral's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The hub user.</summary>
    public string? HubUserId { get; init; }

    /// <summary>The content was erased with the person.</summary>
    public bool Erased { get; init; }

    /// <summary>The line's hash.</summary>
    public required string Hash { get; init; }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-dd HH:mm:ss} UTC {Kind} {Subject} {Attribute}: {Before} → {After}");
}
