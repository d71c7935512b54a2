namespace RingCentralAD.Core.Model;

/// <summary>A directory registered in the hub: where it is, what the hub takes from it, how far it was read.</summary>
public sealed record DirectoryEntry : IHubRow
{
    /// <summary>Our id; also the system id of its app users.</summary>
    public required string Id { get; init; }

    /// <summary>The name administrators use: the domain's DNS name, or the file's name.</summary>
    public required string Name { get; init; }

    /// <summary>What stands behind it.</summary>
    public required DirectoryKind Kind { get; init; }

    /// <summary>The GUID of the domain (or a stable name of the other server's naming context); ties the hub to it.</summary>
    public required string DomainKey { get; init; }

    /// <summary>Server, account name, CA, scope, user name format, write-back on or off.</summary>
    public required DirectorySettings Settings { get; init; }

    /// <summary>The LDAP attributes that every stored app user was read with.</summary>
    public IReadOnlyList<string> ReadAttributes { get; init; } = [];

    /// <summary>Where the next incremental import goes on (opaque), or null before the first complete one.</summary>
    public string? Cursor { get; init; }

    /// <summary>When a complete full import last ended.</summary>
    public DateTimeOffset? LastFullImport { get; init; }
}
