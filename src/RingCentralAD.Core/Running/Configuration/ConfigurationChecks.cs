using System.Globalization;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Holds a configuration to what the single cmdlets refuse, with the place in the file of each refusal.</summary>
internal sealed class ConfigurationChecks
{
    private readonly ConfigurationFile _file;
    private readonly ConfigurationMerge _merge;
    private readonly ConfigurationRows _rows;
    private readonly List<RingCentralAdException> _refusals = [];
    private readonly List<string> _warnings = [];

    private ConfigurationChecks(ConfigurationFile file, ConfigurationMerge merge, ConfigurationRows rows) => (_file, _merge, _rows) = (file, merge, rows);

    /// <summary>What is refused.</summary>
    public IReadOnlyList<RingCentralAdException> Refusals => _refusals;

    /// <summary>What to warn of.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Checks all of it.</summary>
    public static async Task<ConfigurationChecks> RunAsync(ConfigurationFile file, ConfigurationMerge merge, ConfigurationRows rows, IHubReader hub, CancellationToken cancellationToken)
    {
        ConfigurationChecks checks = new(file, merge, rows);
        checks.Account();
        checks.Directories();
        await checks.AttributesAsync(hub, cancellationToken).ConfigureAwait(false);
        checks.Mappings(
            await hub.ListAsync<AttributeMapping>(cancellationToken: cancellationToken).ConfigureAwait(false),
            await WriteBackNames.SchemasAsync(hub, rows.DirectoriesBefore, cancellationToken).ConfigureAwait(false));
        checks.Masters();
        checks.Groups();
        checks.Options();
        return checks;
    }

    private void Account()
    {
        HubIdentity before = _rows.IdentityBefore;
        if (_merge.Parts["account"] is JObject json && json["id"] is JValue { Value: string id } && before.AccountId is { } tied && id != tied)
        {
            Refuse(json, "id", new RingCentralAdException(
                "RcWrongAccount", ErrorKind.Conflict, $"the hub of {before.Company} is tied to RingCentral account {tied}, and the file is of account {id}.", "Take \"account\" out of the file, where it is meant for this hub all the same.", _file.Path));
        }

        if (string.IsNullOrWhiteSpace(_rows.Identity.Company))
        {
            Refuse(_merge.Parts["hub"]!, "company", Invalid("the company has no name."));
        }
    }

    private void Directories()
    {
        foreach ((DirectoryEntry entry, JObject json) in _rows.Directories.Where(pair => _merge.IsInFile(pair.Json)))
        {
            Try(json, "domain", () => ConfigurationDirectories.CheckDomain(entry, _rows.DirectoriesBefore));
            Try(json, "settings", () => ConfigurationDirectories.CheckSettings(entry, _rows, _warnings.Add));
        }
    }

    private async Task AttributesAsync(IHubReader hub, CancellationToken cancellationToken)
    {
        HubAttribute[] before = [.. _rows.AttributesBefore.Where(static attribute => attribute.Custom)];
        HubAttribute[] unfit = [.. before.Where(attribute => _rows.Attributes.All(pair => pair.Row.Name != attribute.Name || pair.Row.Type != attribute.Type))];
        Dictionary<string, long> holders = await ConfigurationAttributes.HoldersAsync(hub, unfit, cancellationToken).ConfigureAwait(false);
        foreach (HubAttribute attribute in unfit)
        {
            JToken? json = _rows.Attributes.FirstOrDefault(pair => pair.Row.Name == attribute.Name).Json;
            if (holders.GetValueOrDefault(attribute.Name) is > 0 and var people)
            {
                Refuse(json ?? _file.Root, "type", ConfigurationAttributes.InUse(attribute, people));
            }
        }

        foreach ((HubAttribute attribute, JObject json) in _rows.Attributes.Where(pair => _merge.IsInFile(pair.Json)))
        {
            Try(json, "name", () => ConfigurationAttributes.Check(attribute, _rows.AttributesBefore));
        }
    }

    private void Mappings(IReadOnlyList<AttributeMapping> before, IReadOnlyDictionary<string, DirectorySchema> schemas)
    {
        MappingRules rules = new(_rows.Schema, [.. _rows.Directories.Select(static pair => pair.Row)], [.. _rows.Mappings.Select(static pair => pair.Row)], schemas);
        HashSet<AttributeMapping> known = [.. before];
        bool all = _rows.AttributesBefore.Any(attribute => attribute.Custom && !_rows.Attributes.Any(pair => pair.Row.Name == attribute.Name && pair.Row.Type == attribute.Type));
        foreach ((AttributeMapping mapping, JObject json) in _rows.Mappings.Where(pair => all || !known.Contains(pair.Row)))
        {
            if (mapping.DirectoryId == "?")
            {
                Refuse(json, "directory", new RingCentralAdException("DirectoryNotFound", ErrorKind.NotFound, $"neither the file nor the hub has a directory '{json["directory"]}'.", "Correct the name, or take \"directory\" out.", _file.Path));
                continue;
            }

            try
            {
                _warnings.AddRange(rules.Check(mapping, _rows.Mappings.Select(static pair => pair.Row)));
            }
            catch (RingCentralAdException error)
            {
                Refuse(json, error.ErrorId == "MappingTargetUnknown" ? "target" : "expression", error);
            }
        }
    }

    private void Masters()
    {
        HashSet<int> places = [];
        foreach ((ProfileMasterItem master, JObject json) in _rows.ProfileMasters)
        {
            if (_rows.SystemOf(master.System) is null or Ids.Hub)
            {
                Refuse(json, "system", Unknown(master.System));
            }

            if (!places.Add(master.Priority) || master.Priority < 1)
            {
                Refuse(json, "priority", Invalid(string.Create(CultureInfo.InvariantCulture, $"two profile masters have priority {master.Priority}, or it is below 1.")));
            }
        }

        foreach ((AttributeMasterItem master, JObject json) in _rows.AttributeMasters)
        {
            if (_rows.Schema.All(attribute => attribute.Name != master.Attribute))
            {
                Refuse(json, "attribute", new RingCentralAdException("HubAttributeNotFound", ErrorKind.NotFound, $"the hub user has no attribute '{master.Attribute}'.", "Add it to \"attributes\", or correct the name.", _file.Path));
            }

            foreach (string system in master.Systems.Where(system => _rows.SystemOf(system) is null))
            {
                Refuse(json, "systems", Unknown(system));
            }

            if (master.Systems.Count == 0)
            {
                Refuse(json, "systems", Invalid("an attribute's masters are at least one."));
            }
        }
    }

    private void Groups()
    {
        foreach ((HubGroup group, JObject json) in _rows.Groups.Where(pair => _merge.IsInFile(pair.Json)))
        {
            if (_rows.GroupsBefore.FirstOrDefault(other => other.Id != group.Id && other.State == AppUserState.Present && other.NameKey == group.NameKey) is { } there)
            {
                Refuse(json, "name", new RingCentralAdException("HubGroupExists", ErrorKind.Conflict, $"the hub has a group '{there.Name}' already ({there.Kind}).", "Choose another name.", _file.Path));
            }

            if ((group.Rule is null) != (group.Kind == HubGroupKind.Local))
            {
                Refuse(json, "rule", new RingCentralAdException("HubGroupLocal", ErrorKind.Conflict, $"the group {group.Name} of the hub {(group.Rule is null ? "has its members by a rule" : "is local, with members put in by hand")}.", "Choose another name, or Remove-HubGroup first.", _file.Path));
            }
            else if (group.Rule is not null)
            {
                Try(json, "rule", () => _warnings.AddRange(GroupRule.Check(group, _rows.Schema)));
            }
        }

        foreach ((AssignmentItem item, JObject json) in _rows.Assignments.Where(pair => _rows.GroupOf(pair.Item) is null))
        {
            Refuse(json, "group", new RingCentralAdException("HubGroupNotFound", ErrorKind.NotFound, $"there is no group '{item.Group}'{(item.Directory is null ? "" : $" in {item.Directory}")}.", "Correct the name and the GUID, or add the group to \"groups\".", _file.Path));
        }
    }

    private void Options()
    {
        foreach ((Notification notification, JObject json) in _rows.Notifications.Where(pair => _merge.IsInFile(pair.Json)))
        {
            Try(json, "name", () => NotificationRules.Check(notification));
        }

        foreach ((ServiceProvider provider, JObject json) in _rows.ServiceProviders.Where(pair => _merge.IsInFile(pair.Json)))
        {
            Try(json, "name", () => SignOnRules.Check(provider));
        }

        foreach ((_, object value, JObject json) in _rows.Options)
        {
            foreach ((string property, string what) in ConfigurationRanges.Breaches(value))
            {
                Refuse(json, property, Invalid(what));
            }

            if (value is SignOnOptions { BaseUrl: not null } signOn)
            {
                Try(json, "baseUrl", () => SignOnRules.Check(signOn));
            }

            if (value is ExclusionRules exclusions)
            {
                Try(json, "numbers", () => ExclusionChecks.CheckNumbers(exclusions.Numbers));
                Try(json, "types", () => ExclusionChecks.CheckTypes(exclusions.Types));
            }

            if (value is SyncOptions sync)
            {
                foreach (string window in sync.Windows)
                {
                    Try(json, "windows", () => _ = ChangeWindow.Parse(window));
                }

                Try(json, "timeZone", () => _ = sync.Zone());
            }
        }
    }

    private void Try(JToken json, string property, Action check)
    {
        try
        {
            check();
        }
        catch (RingCentralAdException error)
        {
            Refuse(json, property, error);
        }
    }

    private void Refuse(JToken json, string property, RingCentralAdException reason)
    {
        JToken place = _merge.PlaceOf(json);
        _refusals.Add(ConfigurationErrors.Refused(_file.Path, (place as JObject)?.SelectToken(property) ?? place, reason));
    }

    private RingCentralAdException Unknown(string system) => new(
        "MasterUnknown", ErrorKind.NotFound, $"'{system}' is no system that may master values.", $"Use one of {string.Join(", ", [Ids.ActiveDirectory, Ids.RingCentral, Ids.Hub, .. _rows.Directories.Select(static pair => pair.Row.Name)])}.", _file.Path);

    private RingCentralAdException Invalid(string what) => new(ConfigurationErrors.InvalidId, ErrorKind.Data, what, "Correct the file.", _file.Path);
}
