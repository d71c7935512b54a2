namespace RingCentralAD.Core.Model;

/// <summary>One of the guide's four scenarios, and whom it is for.</summary>
/// <param name="Scenario">Its number, 1 to 4.</param>
/// <param name="RingCentral">What there is of RingCentral before: in use, or new.</param>
/// <param name="Hub">What there is of the hub before: new, or with people.</param>
/// <param name="Next">The command that shows its steps.</param>
public sealed record SetupScenarioInfo(int Scenario, string RingCentral, string Hub, string Next)
{
    /// <inheritdoc />
    public override string ToString() => $"Scenario {Scenario}: RingCentral {RingCentral}, the hub {Hub}";
}
