namespace RingCentralAD.Core.Model;

/// <summary>A user as one connected system shows it: an AD entry, a RingCentral extension.</summary>
public sealed record AppUser : IHubRow
{
    /// <summary>The directory's id, or <see cref="Ids.RingCentral"/>.</summary>
    public required string SystemId { get; init; }

    /// <summary>objectGUID or entryUUID (lower case, hyphens), or the extension id. Never a name or a number.</summary>
    public required string Key { get; init; }

    /// <summary>The hub user this one is linked to; null while it is not. At most one app user per system and person.</summary>
    public string? UserId { get; init; }

    /// <summary>Present or Gone.</summary>
    public AppUserState State { get; init; }

    /// <summary>Enabled in its system: not disabled in AD, not Disabled in RingCentral.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Within the scope of its directory; always true for RingCentral.</summary>
    public bool InScope { get; init; } = true;

    /// <summary>Where people find it: the distinguished name, or the extension's name.</summary>
    public required string Place { get; init; }

    /// <summary>The key of its container; null for RingCentral.</summary>
    public string? ParentKey { get; init; }

    /// <summary>Its values under the system's own names: LDAP attribute names, or RingCentral's of the guide (userName, directNumber …).</summary>
    public required AttributeSet Attributes { get; init; }

    /// <summary>A fingerprint of all that was read; the same hash means that nothing changed.</summary>
    public required string Hash { get; init; }

    /// <summary>
    /// What the directory says of the entry's last change, with whose count it is: only compared with itself, by a verify pass. Null where the
    /// directory says nothing of the kind. Not part of the fingerprint.
    /// </summary>
    public string? Mark { get; init; }

    /// <summary>Key of the mail address, for matching.</summary>
    public string? MailKey { get; init; }

    /// <summary>The relative identifier of its primary group in AD, whose member list does not name it; null elsewhere.</summary>
    public long? PrimaryGroupId =>
        long.TryParse(Attributes.Text("primaryGroupID"), System.Globalization.CultureInfo.InvariantCulture, out long id) ? id : null;

    /// <summary>When the system last showed it.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <inheritdoc />
    public override string ToString() => Place;
}

/// <summary>Whom an <see cref="AppUser"/> belongs to: saving it changes nothing else, and makes no row.</summary>
public sealed record AppUserOwner(string SystemId, string Key, string? UserId) : IHubRow;

/// <summary>Who has a mail address: read-only, to find two entries with one.</summary>
public sealed record AppUserMail(
    string SystemId, string Key, string? UserId, AppUserState State, bool Enabled, bool InScope, string Place, string? MailKey) : IHubRow;

/// <summary>Where an <see cref="AppUser"/> is and whom it belongs to: read-only, to find the entries that other entries name.</summary>
public sealed record AppUserPlace(string SystemId, string Key, AppUserState State, string Place) : IHubRow;

/// <summary>
/// The columns of an <see cref="AppUser"/> that tell whether anything about it changed and whom it belongs to:
/// read-only, and small enough for a whole directory to be held in memory.
/// </summary>
public sealed record AppUserLink(
    string SystemId, string Key, string? UserId, AppUserState State, bool Enabled, bool InScope, string Hash, long? PrimaryGroupId, string? Mark) : IHubRow;

/// <summary>
/// The columns of an <see cref="AppUser"/> that decide about matching and life cycle: read-only, and read from an index alone,
/// so that an import in which nothing changed looks at no person.
/// </summary>
public sealed record AppUserStanding(string SystemId, string Key, string? UserId, AppUserState State, bool Enabled, bool InScope) : IHubRow;
