namespace RingCentralAD.Core.Model;

/// <summary>A named value of the hub, as JSON text: company, options, import rules, provisioning options.</summary>
public sealed record Setting(string Name, string Json) : IHubRow;
