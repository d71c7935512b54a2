namespace RingCentralAD.Simulator;

/// <summary>One request that the platform saw.</summary>
public sealed record RequestEntry
{
    /// <summary>Its place in the order of arrival, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it arrived, by the simulator's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path, without query.</summary>
    public required string Path { get; init; }

    /// <summary>Query with its question mark, or empty.</summary>
    public required string Query { get; init; }

    /// <summary>The specification's operationId; "unknown" where there is none.</summary>
    public required string Operation { get; init; }

    /// <summary>Rate-limit group.</summary>
    public required string Group { get; init; }

    /// <summary>Whether the operation changes anything.</summary>
    public required bool Writes { get; init; }

    /// <summary>Status of the answer; 0 where none left because the connection was cut.</summary>
    public required int Status { get; init; }

    /// <summary>Whether the operation ran and succeeded, whatever then happened to its answer.</summary>
    public required bool Committed { get; init; }

    /// <summary>The first error code of the answer.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What was left of the group's allowance.</summary>
    public int? Remaining { get; init; }

    /// <summary>The faults that struck.</summary>
    public IReadOnlyList<FaultKind> Faults { get; init; } = [];

    /// <summary>The body of a write with passwords, tokens and secrets replaced by stars.</summary>
    public string? Body { get; init; }

    /// <summary>The RCRequestId header of the answer.</summary>
    public required string RequestId { get; init; }
}
