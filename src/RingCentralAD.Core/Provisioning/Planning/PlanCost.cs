using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// What a plan takes of RingCentral's allowance, by its published defaults (API.md, section 5: Light 50, Medium 40, Heavy 10 a minute):
/// the groups run side by side, so the one that takes longest decides.
/// </summary>
internal sealed record PlanCost(int Light, int Medium, int Heavy)
{
    private const int LightAMinute = 50;
    private const int MediumAMinute = 40;
    private const int HeavyAMinute = 10;

    /// <summary>All requests.</summary>
    public int Requests => Light + Medium + Heavy;

    /// <summary>The least time: the first allowance goes out at once.</summary>
    public TimeSpan Duration => TimeSpan.FromMinutes(Math.Max(Minutes(Light, LightAMinute), Math.Max(Minutes(Medium, MediumAMinute), Minutes(Heavy, HeavyAMinute))));

    /// <summary>The cost of operations: an extension is looked at before it is filled or linked, and numbers are read of who is new.</summary>
    public static PlanCost Of(IReadOnlyCollection<Operation> planned)
    {
        int looks = planned.Count(operation => operation.Kind is OperationKind.Fill or OperationKind.Link);
        int awaiting = planned.Count(operation => operation.Kind is OperationKind.Link or OperationKind.Fill or OperationKind.Create or OperationKind.Reactivate);
        bool all = awaiting > ProvisioningRun.NumbersAtOnce;
        int deletes = planned.Count(operation => operation.Kind == OperationKind.Delete);
        return new PlanCost(looks + (all ? planned.Count(operation => operation.Kind == OperationKind.Create) : awaiting), planned.Count(operation => operation.Payload is not null) - deletes, (all ? 1 : 0) + deletes);
    }

    private static int Minutes(int requests, int allowance) => Math.Max(0, (requests - 1) / allowance);
}
