using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What an import of a configuration refuses of a directory.</summary>
internal static class ConfigurationDirectories
{
    /// <summary>Refuses another domain than the one that the hub is tied to under the name.</summary>
    public static void CheckDomain(DirectoryEntry entry, IReadOnlyList<DirectoryEntry> directories)
    {
        DirectoryEntry? before = directories.FirstOrDefault(known => known.Id == entry.Id);
        if (before is not null && before.DomainKey != entry.DomainKey)
        {
            throw new RingCentralAdException(
                "DirectoryWrongDomain", ErrorKind.Conflict, $"the hub's directory {before.Name} is the domain {before.DomainKey}, and that of the file is {entry.DomainKey}.", "Give the one of the file another name.", entry.Name);
        }

        if (directories.FirstOrDefault(known => known.Id != entry.Id && known.DomainKey == entry.DomainKey) is { } same)
        {
            throw new RingCentralAdException(
                "DirectoryWrongDomain", ErrorKind.Conflict, $"the hub has the domain {entry.DomainKey} already, as {same.Name}.", $"Call it {same.Name} in the file too.", entry.Name);
        }

        if (before is not null && before.Kind != entry.Kind)
        {
            throw Invalid(entry, $"the hub's directory {before.Name} is of kind {before.Kind}.");
        }
    }

    /// <summary>Refuses what Connect-AdDirectory and Set-AdDirectory would refuse.</summary>
    /// <param name="entry">The directory as it will be.</param>
    /// <param name="rows">The configuration, and the hub's before.</param>
    /// <param name="warn">Takes what to warn of.</param>
    public static void CheckSettings(DirectoryEntry entry, ConfigurationRows rows, Action<string> warn)
    {
        DirectoryEntry? before = rows.DirectoriesBefore.FirstOrDefault(known => known.Id == entry.Id);
        DirectorySettings settings = entry.Settings;
        if (settings.Servers.Count == 0 || settings.Servers.Any(string.IsNullOrWhiteSpace))
        {
            throw Invalid(entry, "a directory has at least one server.");
        }

        if (settings.ImportEvery is { } every && every <= TimeSpan.Zero)
        {
            throw Invalid(entry, "importEvery must be longer than nothing; null imports every time.");
        }

        if (settings.Filter is not null)
        {
            _ = LdapScopeFilter.Parse(settings.Filter);
        }

        CheckDifferences(entry, before);
        CheckLogin(entry, before, rows);
        if (before?.Cursor is not null && before.Cursor != entry.Cursor)
        {
            warn($"{entry.Name}: what is different about the server changed; the next import is a full one.");
        }
    }

    private static void CheckDifferences(DirectoryEntry entry, DirectoryEntry? before)
    {
        DirectorySettings old = before?.Settings ?? new DirectorySettings { Names = entry.Settings.Names };
        (DirectoryOverrides was, DirectoryOverrides now) = (old.Overrides, entry.Settings.Overrides);
        if (old.Names.Keys.FirstOrDefault(name => !entry.Settings.Names.ContainsKey(name)) is { } lost)
        {
            throw Invalid(entry, $"names lacks {lost}: each of the guide's names has an attribute behind it.");
        }

        DirectoryDifferences.Given given = new()
        {
            PeopleFilter = was.PeopleFilter == now.PeopleFilter ? null : now.PeopleFilter ?? "",
            GroupFilter = was.GroupFilter == now.GroupFilter ? null : now.GroupFilter ?? "",
            KeyAttribute = was.KeyAttribute == now.KeyAttribute ? null : now.KeyAttribute ?? "",
            DisabledAttribute = was.DisabledAttribute == now.DisabledAttribute ? null : now.DisabledAttribute ?? "",
            MemberAttributes = was.MemberAttributes.SequenceEqual(now.MemberAttributes) ? null : now.MemberAttributes,
            DisabledValues = was.DisabledValues.SequenceEqual(now.DisabledValues) ? null : now.DisabledValues,
            ChangesBy = old.ChangesBy == entry.Settings.ChangesBy ? null : entry.Settings.ChangesBy?.ToString() ?? "Best",
            Names = entry.Settings.Names.ToDictionary(StringComparer.OrdinalIgnoreCase),
        };
        _ = new DirectoryDifferences(before ?? entry with { Settings = old }, given).Apply(old);
    }

    /// <summary>The user name format is a word for the login mapping: one is not changed without the other.</summary>
    private static void CheckLogin(DirectoryEntry entry, DirectoryEntry? before, ConfigurationRows rows)
    {
        string format = entry.Settings.UserNameFormat;
        string expression = MappingDefaults.LoginExpression(format);
        if (format == (before?.Settings.UserNameFormat ?? "Email"))
        {
            return;
        }

        AttributeMapping? login = rows.Mappings.Select(static pair => pair.Row).FirstOrDefault(mapping => mapping is { Direction: MappingDirection.AdToHub, Target: "login" } && mapping.DirectoryId == entry.Id);
        if (login?.Expression != expression)
        {
            throw Invalid(entry, $"userNameFormat {format} is the mapping AdToHub login of {entry.Name} with the expression {expression}, and the file has {(login is null ? "none" : login.Expression)}.");
        }
    }

    private static RingCentralAdException Invalid(DirectoryEntry entry, string what) => new(ConfigurationErrors.InvalidId, ErrorKind.Data, what, "Correct the file.", entry.Name);
}
