namespace RingCentralAD.Core.Model;

/// <summary>A mark that a person's difference to a system must be reckoned again; the revision tells a newer mark from an older one.</summary>
/// <param name="SystemId"><see cref="Ids.RingCentral"/> or a directory's id.</param>
/// <param name="UserId">The person.</param>
/// <param name="Revision">A new value with every mark; clearing names the one that was seen.</param>
public sealed record TouchedMark(string SystemId, string UserId, string Revision) : IHubRow;

/// <summary>What a person's mappings saw beyond the profile when the person was last reckoned.</summary>
/// <param name="SystemId">Whose mappings: <see cref="Ids.RingCentral"/>, or empty for those into the hub.</param>
/// <param name="UserId">The person.</param>
/// <param name="Fingerprint">A fingerprint of groups, manager, assistant and directory entries.</param>
public sealed record SeenSurroundings(string SystemId, string UserId, string Fingerprint) : IHubRow;

/// <summary>The kept difference of an untouched person to a system; people without one have nothing to do.</summary>
/// <param name="SystemId"><see cref="Ids.RingCentral"/> or a directory's id.</param>
/// <param name="UserId">The person.</param>
/// <param name="Json">The difference.</param>
public sealed record KeptDiff(string SystemId, string UserId, string Json) : IHubRow;
