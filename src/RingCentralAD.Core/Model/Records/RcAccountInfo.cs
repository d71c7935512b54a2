namespace RingCentralAD.Core.Model;

/// <summary>The RingCentral account of a hub at a glance.</summary>
/// <param name="Company">The company's name as RingCentral has it.</param>
/// <param name="AccountId">The account id the hub is tied to.</param>
/// <param name="Server">The base address.</param>
/// <param name="ClientId">The app's client id.</param>
/// <param name="MainNumber">The main number; null where unknown.</param>
public sealed record RcAccountInfo(string? Company, string AccountId, Uri Server, string ClientId, string? MainNumber);
