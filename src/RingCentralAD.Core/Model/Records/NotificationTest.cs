namespace RingCentralAD.Core.Model;

/// <summary>What came of a test of a notification.</summary>
/// <param name="Name">The notification.</param>
/// <param name="Kind">By mail, or to a webhook.</param>
/// <param name="Sent">The mail server or the webhook took it.</param>
/// <param name="Detail">Where it went, or what was wrong.</param>
/// <param name="Remedy">What to do about it; null where it was sent.</param>
public sealed record NotificationTest(string Name, NotificationKind Kind, bool Sent, string Detail, string? Remedy);
