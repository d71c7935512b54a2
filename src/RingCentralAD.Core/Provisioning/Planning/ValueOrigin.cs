namespace RingCentralAD.Core.Provisioning;

/// <summary>Where a value that RingCentral refuses comes from; its text is the whole way: businessAddress.state, user.state, st = 'N/A' on CN=….</summary>
/// <param name="Way">RingCentral's parameter and the hub's attributes before it.</param>
/// <param name="Values">The directory's attributes with what they hold, and the entry: where it is mended.</param>
public sealed record ValueOrigin(IReadOnlyList<string> Way, string Values)
{
    /// <inheritdoc />
    public override string ToString() => string.Join(", ", [.. Way, Values]);
}
