using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What a plan takes of RingCentral's allowance: the groups run side by side, so the one that takes longest decides.</summary>
/// <param name="Light">Requests of the group Light.</param>
/// <param name="Medium">Requests of the group Medium.</param>
/// <param name="Heavy">Requests of the group Heavy.</param>
/// <param name="Duration">The least time that they take.</param>
internal sealed record PlanCost(int Light, int Medium, int Heavy, TimeSpan Duration)
{
    /// <summary>How often a bulk update is asked after, as a rule.</summary>
    private const int Polls = 2;

    /// <summary>All requests.</summary>
    public int Requests => Light + Medium + Heavy;

    /// <summary>Requests by group.</summary>
    public IReadOnlyDictionary<string, int> ByGroup => new SortedDictionary<string, int>(StringComparer.Ordinal)
    {
        [Allowance.Light] = Light, [Allowance.Medium] = Medium, [Allowance.Heavy] = Heavy,
    };

    /// <summary>The cost of stages: an extension is looked at before it is filled, deleted or, of a few, linked, and numbers are read of who is new.</summary>
    public static PlanCost Of(IReadOnlyList<Stage> stages, Allowance allowance)
    {
        Operation[] single = [.. stages.SelectMany(stage => stage.People).SelectMany(steps => steps)];
        bool all = ReadAtOnce.Pays(stages.SelectMany(stage => stage.Operations));
        int bulks = stages.Sum(stage => stage.Updates.Count);
        int light = single.Count(operation => operation.Kind is OperationKind.Fill or OperationKind.Link)
            + single.Count(operation => operation.Kind == OperationKind.Create)
            + (all ? 0 : single.Count(operation => operation.Kind is OperationKind.Fill or OperationKind.Link or OperationKind.Reactivate))
            + (bulks * Polls)
            + stages.SelectMany(stage => stage.Deletes).Sum(deletes => deletes.Count);
        int medium = single.Count(operation => operation.Kind != OperationKind.Link);
        int heavy = bulks + stages.Sum(stage => stage.Batches.Count) + stages.Sum(stage => stage.Deletes.Count) + (all ? 1 : 0);
        TimeSpan[] times = [allowance.TimeFor(Allowance.Light, light), allowance.TimeFor(Allowance.Medium, medium), allowance.TimeFor(Allowance.Heavy, heavy)];
        return new PlanCost(light, medium, heavy, times.Max());
    }
}
