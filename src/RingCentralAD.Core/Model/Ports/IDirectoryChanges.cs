namespace RingCentralAD.Core.Model;

/// <summary>
/// A directory that can say what changed since a position. A position belongs to what it was made with: <see cref="ChangePosition"/> says
/// what that is, and a directory that can no longer go on from one throws <c>ChangesUnavailable</c> with the reason in words.
/// </summary>
public interface IDirectoryChanges
{
    /// <summary>
    /// Where the directory stands now; null where it offers no way to see changes. Taken before a full read, so that what changes
    /// while it goes on is seen afterwards.
    /// </summary>
    Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What changed since the position: containers first (parents before children), then groups, then people, and at the very end,
    /// once, <see cref="ChangesEnd"/> with the position for the next time. Each thing is shown as it is now, whole, not the steps that
    /// led there; it may be shown although nothing about it changed, and twice.
    /// </summary>
    /// <param name="since">A position of this directory.</param>
    /// <param name="attributes">The LDAP attributes that every stored app user was read with.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException"><c>ChangesUnavailable</c>: a full import is needed, and why.</exception>
    IAsyncEnumerable<DirectoryChange> ReadChangesAsync(ChangePosition since, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default);

    /// <summary>The key, container, state and change mark of every person of the naming context: what proves a replica complete without reading it again.</summary>
    IAsyncEnumerable<DirectoryPersonKey> ReadKeysAsync(CancellationToken cancellationToken = default);

    /// <summary>The keys of all groups: what tells which of them are gone where no change does.</summary>
    IAsyncEnumerable<string> ReadGroupKeysAsync(CancellationToken cancellationToken = default);
}

/// <summary>How changes are seen.</summary>
public enum ChangeMethod
{
    /// <summary>Active Directory's DirSync control; the position is good on every controller of the domain.</summary>
    DirSync,

    /// <summary>uSNChanged and deleted objects of one domain controller.</summary>
    UsnChanged,

    /// <summary>RFC 4533 content synchronisation.</summary>
    SyncRepl,

    /// <summary>OpenLDAP's accesslog.</summary>
    AccessLog,

    /// <summary>The retro change log of 389 DS and its kin.</summary>
    ChangeLog,

    /// <summary>modifyTimestamp: sees no deletions by itself.</summary>
    ModifyTimestamp,
}

/// <summary>Where a directory stood when its changes were last read.</summary>
/// <param name="Method">How changes are seen.</param>
/// <param name="Source">What the position is bound to: the domain's key for DirSync, the controller's invocation id for uSNChanged, the server for the others.</param>
/// <param name="Value">The cookie (base64), the number or the time.</param>
public sealed record ChangePosition(ChangeMethod Method, string Source, string Value)
{
    /// <summary>What this way cannot see, in words; null where it sees everything.</summary>
    public string? Blind { get; init; }
}

/// <summary>One thing that changed.</summary>
public abstract record DirectoryChange;

/// <summary>A container was created, renamed or moved.</summary>
public sealed record ContainerChanged(DirectoryContainer Container) : DirectoryChange;

/// <summary>A container is gone. Its children tell of themselves.</summary>
public sealed record ContainerGone(string Key) : DirectoryChange;

/// <summary>A group was created, renamed, moved, or its direct members changed; with all of them, or null for unknown.</summary>
public sealed record GroupChanged(DirectoryGroup Group) : DirectoryChange;

/// <summary>A group is gone.</summary>
public sealed record GroupGone(string Key) : DirectoryChange;

/// <summary>A person was created, changed, moved, enabled, disabled or restored.</summary>
/// <param name="Person">As the directory shows them now.</param>
/// <param name="Groups">
/// The keys of all groups that name the person as a direct member now; null where the directory does not say. A restored person's
/// groups are not shown as changed, though the membership is back.
/// </param>
public sealed record PersonChanged(AppUser Person, IReadOnlyList<string>? Groups) : DirectoryChange;

/// <summary>A person was deleted: a tombstone. The groups that named them are not shown as changed.</summary>
public sealed record PersonGone(string Key) : DirectoryChange;

/// <summary>The end of the changes, and where the next reading goes on.</summary>
public sealed record ChangesEnd(ChangePosition Position) : DirectoryChange;

/// <summary>What a verify pass reads of one person.</summary>
/// <param name="Key">objectGUID or entryUUID.</param>
/// <param name="ParentKey">The key of the container.</param>
/// <param name="Enabled">The account's state; null where it may not be read.</param>
/// <param name="Change">What the server says of the entry's last change: the mark of its app user; null where it says nothing.</param>
public sealed record DirectoryPersonKey(string Key, string? ParentKey, bool? Enabled, string? Change);
