using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Running;

/// <summary>Changes what is different about a directory's server: checked before anything is stored.</summary>
public sealed class DirectoryDifferences
{
    private readonly DirectoryEntry _entry;
    private readonly Given _given;

    /// <summary>Makes it.</summary>
    public DirectoryDifferences(DirectoryEntry entry, Given given)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(given);
        _entry = entry;
        _given = given;
    }

    /// <summary>The settings with what was given.</summary>
    /// <exception cref="RingCentralAdException">AdFilterInvalid, AdAttributeName, AdKeyAttribute, AppUserNameUnknown, DirectoryNotServer.</exception>
    public DirectorySettings Apply(DirectorySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (_entry.Kind == DirectoryKind.Ldif && _given.ConcernsServer)
        {
            throw new RingCentralAdException("DirectoryNotServer", ErrorKind.InvalidInput, $"{_entry.Name} is a file: no server answers a filter or tells its changes there.",
                "Give -AttributeName alone, which serves files too.", _entry.Name);
        }

        DirectoryOverrides now = settings.Overrides;
        DirectoryOverrides changed = now with
        {
            PeopleFilter = _given.PeopleFilter is null ? now.PeopleFilter : Filter(_given.PeopleFilter),
            GroupFilter = _given.GroupFilter is null ? now.GroupFilter : Filter(_given.GroupFilter),
            MemberAttributes = _given.MemberAttributes is null ? now.MemberAttributes : [.. _given.MemberAttributes.Select(Attribute)],
            KeyAttribute = _given.KeyAttribute is null ? now.KeyAttribute : Key(_given.KeyAttribute, now.KeyAttribute),
            DisabledAttribute = _given.DisabledAttribute is null ? now.DisabledAttribute : _given.DisabledAttribute.Length == 0 ? null : Attribute(_given.DisabledAttribute),
            DisabledValues = _given.DisabledValues ?? now.DisabledValues,
        };
        return settings with
        {
            Overrides = changed,
            ChangesBy = _given.ChangesBy is null ? settings.ChangesBy : Enum.TryParse(_given.ChangesBy, ignoreCase: true, out ChangeMethod method) ? method : null,
            Names = Names(settings.Names),
        };
    }

    /// <summary>The directory with these settings; what it was read by changed, the next import is a full one.</summary>
    public static DirectoryEntry Entry(DirectoryEntry entry, DirectorySettings settings)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(settings);
        bool same = Same(entry.Settings.Overrides, settings.Overrides) && entry.Settings.ChangesBy == settings.ChangesBy;
        return entry with { Settings = settings, Cursor = same || entry.Cursor is null ? entry.Cursor : (ImportCursor.Parse(entry.Cursor) with { Position = null }).Write() };
    }

    private static bool Same(DirectoryOverrides a, DirectoryOverrides b) =>
        a.MemberAttributes.SequenceEqual(b.MemberAttributes) && a.DisabledValues.SequenceEqual(b.DisabledValues) &&
        a with { MemberAttributes = [], DisabledValues = [] } == b with { MemberAttributes = [], DisabledValues = [] };

    private static string? Filter(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            return LdapFilter.Parse(text.Trim()).ToString();
        }
        catch (LdapException error)
        {
            throw new RingCentralAdException("AdFilterInvalid", ErrorKind.InvalidInput, error.Message, "Correct the filter (RFC 4515).", text, error);
        }
    }

    private static string Attribute(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')
        ? name
        : throw new RingCentralAdException("AdAttributeName", ErrorKind.InvalidInput, $"\"{name}\" is no name of an LDAP attribute.", "A name consists of letters, digits and hyphens and begins with a letter.", name);

    private string? Key(string name, string? now)
    {
        string? wanted = name.Length == 0 ? null : EntryKey.Attributes.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new RingCentralAdException(
            "AdKeyAttribute", ErrorKind.InvalidInput, $"{name} is no attribute that servers keep a key for life in.", $"Give one of {string.Join(", ", EntryKey.Attributes)}.", name);
        return wanted == now || _entry.LastFullImport is null ? wanted : throw new RingCentralAdException(
            "AdKeyAttribute", ErrorKind.Conflict, $"The people of {_entry.Name} are linked by the key that was imported; by another one everybody would be gone and come again as somebody new.",
            "Connect the server as a directory of another name, and set the key attribute before its first import.", _entry.Name);
    }

    private Dictionary<string, string> Names(IReadOnlyDictionary<string, string> known)
    {
        Dictionary<string, string> names = new(known, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string attribute) in _given.Names ?? [])
        {
            if (!names.ContainsKey(name))
            {
                throw new RingCentralAdException("AppUserNameUnknown", ErrorKind.InvalidInput, $"appuser has no name {name}.", $"Give one of {string.Join(", ", names.Keys.Order(StringComparer.Ordinal))}; every other attribute goes by its own name.", name);
            }

            names[name] = Attribute(attribute);
        }

        return names;
    }

    /// <summary>What an administrator gave; null leaves as it is.</summary>
    public sealed record Given
    {
        /// <summary>Finds people; empty goes back to the server's kind.</summary>
        public string? PeopleFilter { get; init; }

        /// <summary>Finds groups; empty goes back to the server's kind.</summary>
        public string? GroupFilter { get; init; }

        /// <summary>Names members; an empty list goes back to the server's kind.</summary>
        public IReadOnlyList<string>? MemberAttributes { get; init; }

        /// <summary>The key for life; empty goes back to the server's kind.</summary>
        public string? KeyAttribute { get; init; }

        /// <summary>Says who is disabled; empty goes back to the server's kind.</summary>
        public string? DisabledAttribute { get; init; }

        /// <summary>The values that mean disabled.</summary>
        public IReadOnlyList<string>? DisabledValues { get; init; }

        /// <summary>The name of a <see cref="ChangeMethod"/>; anything else for the best one.</summary>
        public string? ChangesBy { get; init; }

        /// <summary>LDAP attributes by the guide's names.</summary>
        public Dictionary<string, string>? Names { get; init; }

        internal bool ConcernsServer => (PeopleFilter ?? GroupFilter ?? KeyAttribute ?? DisabledAttribute ?? ChangesBy ?? (object?)MemberAttributes ?? DisabledValues) is not null;
    }
}
