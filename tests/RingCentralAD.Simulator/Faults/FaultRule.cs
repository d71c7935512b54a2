namespace RingCentralAD.Simulator;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>The connection is cut without an answer.</summary>
    ConnectionReset,

    /// <summary>An error answer of any 4xx or 5xx: <see cref="FaultRule.Status"/> (503 unless given) with <see cref="FaultRule.Code"/> and <see cref="FaultRule.Parameter"/>.</summary>
    ServerError,

    /// <summary>The answer comes <see cref="FaultRule.DelaySeconds"/> later, by the simulator's clock.</summary>
    Slow,

    /// <summary>The request's access token expires: 401, OAU-128.</summary>
    TokenExpired,

    /// <summary>The request's session ends: 401, OAU-213.</summary>
    TokenRevoked,

    /// <summary>429 for a reason of its own, with <see cref="FaultRule.RetryAfterSeconds"/> or none, without the group's headers.</summary>
    RateLimited,

    /// <summary>The answer's JSON ends in the middle.</summary>
    TruncatedJson,

    /// <summary>The connection is cut in the middle of the answer's body.</summary>
    CutBody,

    /// <summary>An HTML page where JSON should be, with the answer's status.</summary>
    HtmlPage,

    /// <summary>A 200 without a body.</summary>
    EmptyBody,

    /// <summary><see cref="FaultRule.Field"/> of the answer gets <see cref="FaultRule.Value"/>, a value no specification has.</summary>
    UnknownEnum,

    /// <summary><see cref="FaultRule.Field"/> is missing in the answer.</summary>
    MissingField,

    /// <summary>Pages after the first are shifted by <see cref="FaultRule.Shift"/> records, as if people had come or gone while the list was read.</summary>
    PagingShift,

    /// <summary>A bulk-update task is accepted, then fails as a whole.</summary>
    TaskFails,

    /// <summary>Runs <see cref="FaultRule.Hook"/> and nothing else: what somebody in the portal does at that moment.</summary>
    Hook,
}

/// <summary>When it goes wrong, seen from the operation's effect.</summary>
public enum FaultStage
{
    /// <summary>Before: the operation does not run.</summary>
    Before,

    /// <summary>After: the operation ran; only its answer suffers.</summary>
    After,
}

/// <summary>A fault and the requests it strikes.</summary>
public sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Before or after the operation took effect. Damaged bodies are always after; a slow one before still takes effect when the client has gone.</summary>
    public FaultStage Stage { get; init; } = FaultStage.Before;

    /// <summary>operationId with * for any text; null is every operation, sign-in aside.</summary>
    public string? Operation { get; init; }

    /// <summary>HTTP method; null is every one.</summary>
    public string? Method { get; init; }

    /// <summary>Path with * for any text; null is every one.</summary>
    public string? Path { get; init; }

    /// <summary>Text that the request's body must hold; null is every one.</summary>
    public string? BodyContains { get; init; }

    /// <summary>Matching requests that pass before the first is struck.</summary>
    public int Skip { get; init; }

    /// <summary>How many are struck; null is without end.</summary>
    public int? Count { get; init; }

    /// <summary>The chance of each to be struck.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Seed of that chance.</summary>
    public int Seed { get; init; }

    /// <summary>Status of a ServerError.</summary>
    public int? Status { get; init; }

    /// <summary>Error code; null sends none for 502 and 504 (a proxy's page), CMN-203 for 500, CMN-201 for 503.</summary>
    public string? Code { get; init; }

    /// <summary>parameterName of an error.</summary>
    public string? Parameter { get; init; }

    /// <summary>Seconds of a Slow.</summary>
    public double DelaySeconds { get; init; }

    /// <summary>Seconds of Retry-After; null sends none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>A field of the answer: names by dots, * for every item of a list (<c>records.*.status</c>).</summary>
    public string? Field { get; init; }

    /// <summary>The strange value of UnknownEnum.</summary>
    public string Value { get; init; } = "SomethingNew";

    /// <summary>Records that a PagingShift moves: 1 leaves one out, -1 repeats one.</summary>
    public int Shift { get; init; } = 1;

    /// <summary>What a Hook does; tests in the same process only.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Action<SimulatorState>? Hook { get; init; }
}
