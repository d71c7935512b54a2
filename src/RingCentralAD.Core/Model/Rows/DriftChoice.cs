namespace RingCentralAD.Core.Model;

/// <summary>A person's word on one value that the hub and RingCentral have differently; it ends when the hub's value is sent again.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Attribute">RingCentral's attribute, or status.</param>
/// <param name="Choice">What is to be done.</param>
/// <param name="HubValue">The hub's value when it was said; null where it had none.</param>
/// <param name="AccountValue">RingCentral's value then; null where it had none.</param>
/// <param name="SaidBy">Who said it.</param>
/// <param name="SaidAt">When.</param>
public sealed record DriftChoice(
    string UserId, string Attribute, DriftAnswer Choice, string? HubValue, string? AccountValue, string SaidBy, DateTimeOffset SaidAt) : IHubRow;

/// <summary>What is to become of a value that was changed on the RingCentral side.</summary>
public enum DriftAnswer
{
    /// <summary>The next provisioning run sends the hub's value.</summary>
    Push,

    /// <summary>The hub takes RingCentral's value, where no other system masters the attribute.</summary>
    TakeOver,

    /// <summary>Both stay as they are until one of them changes again.</summary>
    Leave,
}
