using System.Collections.Immutable;
using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>How expressions name systems, and how what they find there is read by name.</summary>
public sealed class SystemNames
{
    /// <summary>The source that stands for every directory.</summary>
    public const string Directory = "active_directory";

    private readonly Dictionary<string, DirectoryEntry> _directories;
    private readonly HashSet<string> _attributes;

    /// <summary>Learns the hub's schema and directories.</summary>
    public SystemNames(IEnumerable<HubAttribute> attributes, IEnumerable<DirectoryEntry> directories)
    {
        _attributes = attributes.Select(attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);
        _directories = directories.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
    }

    /// <summary>Whether a source is the one that knows managers and assistants.</summary>
    public static bool IsDirectory(string source) => source == Directory;

    internal static GroupValue Group(HubGroup group) => new(
        group.Id,
        group.Name,
        group.Kind switch { HubGroupKind.Imported => "APP_GROUP", HubGroupKind.Everyone => "BUILT_IN", _ => "OKTA_GROUP" },
        group.SystemId.Length == 0 ? null : group.SystemId,
        group.Kind == HubGroupKind.Imported ? Directory : "OKTA");

    internal IAttributeSource Entry(AppUser user) =>
        new AppUserSource(user, _directories.TryGetValue(user.SystemId, out DirectoryEntry? entry) ? entry.Settings.Names : ImmutableDictionary<string, string>.Empty);

    internal IAttributeSource? Profile(RelatedPerson? person) => person?.User is { } user ? new ProfileSource(user.Profile, _attributes) : null;

    /// <summary>The app user in a system: active_directory for the directory, ringcentral, or a directory's name.</summary>
    internal IAttributeSource? AppUser(RelatedPerson? person, string source) =>
        person?.AppUsers.FirstOrDefault(user => user.State == AppUserState.Present && Is(user, source)) is { } found ? Entry(found) : null;

    private bool Is(AppUser user, string source) => user.SystemId == Ids.RingCentral
        ? string.Equals(source, Ids.RingCentral, StringComparison.OrdinalIgnoreCase)
        : source == Directory || user.SystemId == source || string.Equals(_directories.GetValueOrDefault(user.SystemId)?.Name, source, StringComparison.OrdinalIgnoreCase);

    /// <summary>A hub profile: the schema says which attributes there are.</summary>
    private sealed class ProfileSource(AttributeSet profile, HashSet<string> attributes) : IAttributeSource
    {
        public bool TryGetAttribute(string name, out object? value)
        {
            value = profile[name];
            return attributes.Contains(name);
        }
    }

    /// <summary>An app user: a directory may hold any attribute.</summary>
    private sealed class AppUserSource(AppUser user, IReadOnlyDictionary<string, string> names) : IAttributeSource
    {
        public bool TryGetAttribute(string name, out object? value)
        {
            value = AppUserNames.Value(user.Attributes, names, name);
            return true;
        }
    }
}
