namespace RingCentralAD.Core.Model;

/// <summary>What was left of the account when its extensions were last read.</summary>
public sealed record AccountStock
{
    /// <summary>When.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Unassigned extensions, each with its licence and line, that no rule sets aside.</summary>
    public int Unassigned { get; init; }

    /// <summary>How many are left now, as far as the hub can know: what it filled since is taken off.</summary>
    internal async Task<long> LeftAsync(IHubReader hub, CancellationToken cancellationToken) =>
        Math.Max(0, Unassigned - await FilledSinceAsync(hub, cancellationToken).ConfigureAwait(false));

    /// <summary>How many extensions were filled since.</summary>
    internal Task<long> FilledSinceAsync(IHubReader hub, CancellationToken cancellationToken) => hub.CountAsync(
        new Filter<Operation>()
            .Equal(row => row.SystemId, Ids.RingCentral)
            .Equal(row => row.State, OperationState.Done)
            .Equal(row => row.Kind, OperationKind.Fill)
            .Greater(row => row.DoneAt, ReadAt),
        cancellationToken);
}
