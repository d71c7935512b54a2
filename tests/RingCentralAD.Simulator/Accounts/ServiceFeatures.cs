using System.Collections.Immutable;

namespace RingCentralAD.Simulator;

/// <summary>The service features of the account, as its plan has them.</summary>
internal static class ServiceFeatures
{
    public static ImmutableArray<(string Name, bool Enabled)> All { get; } =
    [
        ("SMS", true), ("SMSReceiving", true), ("Pager", true), ("PagerReceiving", true), ("Voicemail", true), ("Fax", true), ("FaxReceiving", true), ("DND", true),
        ("RingOut", true), ("InternationalCalling", true), ("Presence", true), ("VideoConferencing", true), ("Intercom", true), ("Paging", true), ("Conferencing", true),
        ("VoipCalling", true), ("CallPark", true), ("Reports", true), ("CallForwarding", true), ("DeveloperPortal", true), ("EncryptionAtRest", true),
        ("UserManagement", true), ("HDVoice", true), ("ExternalDirectoryIntegration", true), ("WebPhone", true), ("HipaaCompliance", false), ("SalesForce", false),
    ];
}
