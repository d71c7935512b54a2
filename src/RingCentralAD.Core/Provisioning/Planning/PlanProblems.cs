using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Keeps the list of people who are stuck on the way to RingCentral: since when, why, and what to do.</summary>
internal static class PlanProblems
{
    private const string Prefix = "provisioning:";

    /// <summary>Brings the list up to date with a plan.</summary>
    public static async Task SaveAsync(IHubStore hub, Plan plan, IReadOnlySet<string>? only, RunLog run, TimeProvider time, CancellationToken cancellationToken)
    {
        Dictionary<string, Problem> known = (await hub.ListAsync(
            new Filter<Problem>().Equal(row => row.Stage, RunKind.Provisioning), cancellationToken).ConfigureAwait(false))
            .ToDictionary(problem => problem.Id, StringComparer.Ordinal);
        Dictionary<string, Problem> now = new(StringComparer.Ordinal);
        foreach (Operation operation in plan.Operations.Where(operation => operation.State is OperationState.Blocked or OperationState.Held))
        {
            Add(Of(operation, plan.People[operation.UserId].Person, time), operation.UserId);
        }

        foreach (PersonDiff person in plan.People.Values)
        {
            foreach (ValueProblem problem in person.RefusedValues)
            {
                Add(
                    new Problem
                    {
                        Id = $"{Prefix}{person.UserId}:{problem.Parameter}",
                        Stage = RunKind.Provisioning,
                        SystemId = Ids.RingCentral,
                        UserId = person.UserId,
                        Person = person.Person,
                        Attribute = problem.Parameter,
                        ErrorId = problem.ErrorId,
                        Message = problem.Message + " The other values go through.",
                        Remedy = problem.Remedy,
                        Since = time.GetUtcNow(),
                    },
                    person.UserId);
            }
        }

        Problem[] changed = [.. now.Values.Where(problem => !problem.Equals(known.GetValueOrDefault(problem.Id)))];
        string[] mended = [.. known.Values.Where(problem => !now.ContainsKey(problem.Id) && (only is null || (problem.UserId is { } id && only.Contains(id)))).Select(problem => problem.Id)];
        if (changed.Length + mended.Length > 0)
        {
            await hub.WriteAsync(
                async transaction =>
                {
                    await transaction.SaveAsync(changed, cancellationToken).ConfigureAwait(false);
                    await transaction.RemoveAsync(new Filter<Problem>().In(row => row.Id, mended), cancellationToken).ConfigureAwait(false);
                },
                run.Lease,
                cancellationToken).ConfigureAwait(false);
        }

        void Add(Problem problem, string userId)
        {
            if (only is null || only.Contains(userId))
            {
                now[problem.Id] = problem with { Since = known.GetValueOrDefault(problem.Id)?.Since ?? problem.Since };
            }
        }
    }

    /// <summary>The problem that one refused value stands for.</summary>
    public static Problem OfValue(Operation refused, string parameter, string person, TimeProvider time) =>
        Of(refused, person, time) with { Id = $"{Prefix}{refused.UserId}:{parameter}", Attribute = parameter, Message = refused.Reason + " The other values go through." };

    /// <summary>The problem that an operation which does not go through stands for.</summary>
    public static Problem Of(Operation operation, string person, TimeProvider time) => new()
    {
        Id = $"{Prefix}{operation.UserId}:",
        Stage = RunKind.Provisioning,
        SystemId = Ids.RingCentral,
        Key = operation.TargetKey,
        UserId = operation.UserId,
        Person = person,
        ErrorId = operation.ErrorId ?? "Unexpected",
        Message = operation.Reason ?? "",
        Remedy = operation.Remedy,
        Since = time.GetUtcNow(),
    };
}
