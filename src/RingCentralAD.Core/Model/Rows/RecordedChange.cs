namespace RingCentralAD.Core.Model;

/// <summary>
/// One line of the record: who or what changed which thing, before and after. Written by the store itself within the change's own transaction,
/// never changed, and chained: each line's hash is over the line before it.
/// </summary>
public sealed record RecordedChange : IHubRow
{
    /// <summary>Its place in the record, counted from 1 in each hub without a gap.</summary>
    public required long Number { get; init; }

    /// <summary>When; never before the line above it.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The run that made it; null where a person did it by hand.</summary>
    public string? RunId { get; init; }

    /// <summary>The account that did it.</summary>
    public required string Actor { get; init; }

    /// <summary>The machine on which it was done.</summary>
    public required string Host { get; init; }

    /// <summary>The version of RingCentralAD that did it.</summary>
    public required string Program { get; init; }

    /// <summary>What happened.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>The hub user concerned; null where it is nobody, or many.</summary>
    public string? UserId { get; init; }

    /// <summary>What tells nothing of a person, as JSON: <see cref="ChangeFacts"/>.</summary>
    public required string Facts { get; init; }

    /// <summary>What tells of the person or holds values, as JSON: <see cref="ChangeContent"/>. Null once it was erased.</summary>
    public string? Content { get; init; }

    /// <summary>What the digest begins with, so that nobody can guess the content from it; goes with the content.</summary>
    public string? Salt { get; init; }

    /// <summary>SHA-256 of salt and content: by it the chain holds whether or not the content was erased.</summary>
    public required string Digest { get; init; }

    /// <summary>SHA-256 of the hash above and of this line: number, time, run, account, machine, version, kind, person, facts and digest.</summary>
    public required string Hash { get; init; }
}

/// <summary>What a recorded change tells beside the person.</summary>
public sealed record ChangeFacts
{
    /// <summary>The attributes that changed, without their values.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>The hub users who came, of whom an import brings many at once; null where it is not about new people.</summary>
    public IReadOnlyList<string>? People { get; init; }

    /// <summary>The directory's id, or RingCentral.</summary>
    public string? SystemId { get; init; }

    /// <summary>What was done there: Create, Update …; or how a run ended.</summary>
    public string? Action { get; init; }

    /// <summary>RingCentral's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The command that did it: of what no run did, and of what concerns no person.</summary>
    public string? Command { get; init; }

    /// <summary>How many lines were pruned, and through which.</summary>
    public IReadOnlyDictionary<string, long>? Counts { get; init; }

    /// <summary>The hash of the last line that was pruned.</summary>
    public string? Hash { get; init; }

    /// <summary>The run that ended.</summary>
    public RunFacts? Run { get; init; }
}

/// <summary>What the record holds of a run that ended, so that its row cannot be changed unseen.</summary>
public sealed record RunFacts
{
    /// <summary>The number by which people name it.</summary>
    public long? Number { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many were read.</summary>
    public long Read { get; init; }

    /// <summary>How many people per action.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>How many requests went to RingCentral, by rate group.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();

    /// <summary>The account that ran it.</summary>
    public string? Actor { get; init; }

    /// <summary>The machine.</summary>
    public string? Host { get; init; }

    /// <summary>The version of RingCentralAD.</summary>
    public string? Program { get; init; }

    /// <summary>The RingCentral account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The fingerprint of the configuration.</summary>
    public string? Configuration { get; init; }

    /// <summary>The fingerprint of the plan.</summary>
    public string? PlanFingerprint { get; init; }
}

/// <summary>What a recorded change tells of the person, or the values of a setting.</summary>
public sealed record ChangeContent
{
    /// <summary>The person's login, the group's or the directory's name, the mapping's target; why a run ended early.</summary>
    public string? Subject { get; init; }

    /// <summary>The key of the entry, or the extension's id.</summary>
    public string? Key { get; init; }

    /// <summary>The values before and after.</summary>
    public IReadOnlyList<AttributeChange> Values { get; init; } = [];
}

/// <summary>What happened.</summary>
public enum ChangeKind
{
    /// <summary>People came into the hub, of themselves or with an entry of a system: one line for all whom one transaction brought.</summary>
    PersonCreated,

    /// <summary>Values of a person changed.</summary>
    PersonChanged,

    /// <summary>A person was activated or deactivated, or a hold was set or lifted.</summary>
    StatusChanged,

    /// <summary>A person was removed, and what the record held of them erased.</summary>
    PersonRemoved,

    /// <summary>An entry or an extension came to belong to a person.</summary>
    Linked,

    /// <summary>An entry or an extension no longer belongs to a person.</summary>
    Unlinked,

    /// <summary>A person or a group got an assignment.</summary>
    Assigned,

    /// <summary>A person or a group lost an assignment.</summary>
    Unassigned,

    /// <summary>A person was put into a local group.</summary>
    GroupJoined,

    /// <summary>A person was taken out of a local group.</summary>
    GroupLeft,

    /// <summary>A local group, or one by rule, was made, changed or taken away.</summary>
    GroupChanged,

    /// <summary>A mapping was made, changed or taken away.</summary>
    MappingChanged,

    /// <summary>A master was set or taken away.</summary>
    MasterChanged,

    /// <summary>An attribute of the hub was added, changed or taken away.</summary>
    SchemaChanged,

    /// <summary>A directory was connected, or its settings changed.</summary>
    DirectoryChanged,

    /// <summary>An option or rule of the hub changed.</summary>
    OptionChanged,

    /// <summary>A write-back was suspended or resumed.</summary>
    SuspensionChanged,

    /// <summary>Somebody's word on a value that was changed at RingCentral.</summary>
    DriftAnswered,

    /// <summary>Something was done at RingCentral or in the directory.</summary>
    OperationDone,

    /// <summary>Something was sent, and what became of it is not known.</summary>
    OperationUnknown,

    /// <summary>Somebody approved or refused a held operation.</summary>
    OperationAnswered,

    /// <summary>A run ended.</summary>
    RunEnded,

    /// <summary>The oldest lines were taken away, since they are not kept longer.</summary>
    Pruned,
}
