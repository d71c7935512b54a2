namespace RingCentralAD.Core.Model;

/// <summary>
/// An open directory: reads app users, groups and containers, and writes attributes back.
/// A read that ends without an exception is complete; every failure is a <see cref="RingCentralAdException"/>.
/// </summary>
public interface IDirectory : IAsyncDisposable
{
    /// <summary>What the server says of itself.</summary>
    DirectoryDescription Description { get; }

    /// <summary>All containers (domain, OUs, containers) of the naming context, parents before children.</summary>
    IAsyncEnumerable<DirectoryContainer> ReadContainersAsync(CancellationToken cancellationToken = default);

    /// <summary>All groups with their direct members by key; to be read after the containers.</summary>
    IAsyncEnumerable<DirectoryGroup> ReadGroupsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// All users of the naming context (or below one base), in scope or not, with the asked attributes under their LDAP names,
    /// unlinked; to be read after the containers. Streams: the first arrives before the last was read.
    /// </summary>
    IAsyncEnumerable<AppUser> ReadUsersAsync(DirectoryRead read, CancellationToken cancellationToken = default);

    /// <summary>One user by key, wherever it is now; null when the server says there is none.</summary>
    Task<AppUser?> FindUserAsync(string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes values into one entry in one request: each change deletes the value last read and adds the new one.
    /// Throws <c>WriteBackStale</c> (Conflict) when the entry no longer holds what was read.
    /// </summary>
    Task WriteAsync(string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken = default);
}

/// <summary>What a directory says of itself.</summary>
public sealed record DirectoryDescription
{
    /// <summary>What kind of directory.</summary>
    public required DirectoryKind Kind { get; init; }

    /// <summary>The DNS name of the domain, the naming context, or the file's name.</summary>
    public required string Name { get; init; }

    /// <summary>The domain's GUID, or a stable name of the naming context.</summary>
    public required string DomainKey { get; init; }

    /// <summary>The naming context that is read.</summary>
    public required string NamingContext { get; init; }

    /// <summary>The server that answers, for people.</summary>
    public required string Server { get; init; }

    /// <summary>Names by which appuser attributes are read here: the guide's name to the LDAP attribute.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }
}

/// <summary>What to read of the users.</summary>
/// <param name="Attributes">LDAP attributes.</param>
/// <param name="BaseDn">Only below this entry; null for the naming context.</param>
/// <param name="Names">
/// Only people whose mail, user principal name, sAMAccountName, uid or distinguished name is one of these matching keys; a directory may give more. Null for all.
/// </param>
/// <param name="Keys">Only people with one of these keys, wherever in the naming context they are. Null for all.</param>
public sealed record DirectoryRead(
    IReadOnlyList<string> Attributes, string? BaseDn = null, IReadOnlyList<string>? Names = null, IReadOnlyList<string>? Keys = null);

/// <summary>A group as a directory shows it.</summary>
public sealed record DirectoryGroup
{
    /// <summary>objectGUID or entryUUID.</summary>
    public required string Key { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The distinguished name.</summary>
    public required string Place { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The relative identifier by which AD users name it as their primary group.</summary>
    public long? PrimaryGroupId { get; init; }

    /// <summary>Direct members by key: people and groups. Null when the server gave no whole answer: unknown, not empty.</summary>
    public IReadOnlyList<string>? Members { get; init; }
}
