namespace RingCentralAD.Benchmarks.Harness;

/// <summary>Measures contenders in turn, round after round, so that a busy moment of the machine strikes all alike.</summary>
internal static class Contest
{
    /// <summary>The medians, in the order of the contenders.</summary>
    public static async Task<Cost[]> RunAsync(IReadOnlyList<IContender> contenders, int rounds, CancellationToken cancellationToken)
    {
        foreach (IContender contender in contenders)
        {
            await contender.WarmUpAsync(cancellationToken);
        }

        List<Cost>[] costs = [.. contenders.Select(_ => new List<Cost>())];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                costs[i].Add(await contenders[i].RunAsync(cancellationToken));
            }
        }

        return [.. costs.Select(list => new Cost(Figures.Median(list.Select(cost => cost.Nanoseconds)), Figures.Median(list.Select(cost => cost.Bytes))))];
    }
}
