namespace RingCentralAD.Core.Provisioning;

/// <summary>The places in a plan (<see cref="Model.Operation.Order"/>): an urgent deactivation never waits behind ten thousand updates.</summary>
internal static class PlanOrder
{
    /// <summary>Whoever leaves.</summary>
    public const int Leave = 0;

    /// <summary>Whoever joins or comes back.</summary>
    public const int Join = 1;

    /// <summary>What a joiner gets once there is an extension, and what changes of people who have one.</summary>
    public const int Update = 2;

    /// <summary>Addresses that pass from one person to another: one after the other.</summary>
    public const int Swap = 3;

    /// <summary>What is deleted.</summary>
    public const int Delete = 4;

    /// <summary>What waits.</summary>
    public const int Wait = 5;
}
