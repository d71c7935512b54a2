using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>Completes from the connected hub; never opens one and never touches a network.</summary>
public abstract class HubCompleter : IArgumentCompleter
{
    /// <summary>Who pressed Tab waits no longer: a hub on a server that does not answer completes nothing.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (HubConnection.Current.Current is not { } connection)
        {
            return [];
        }

        string word = (wordToComplete ?? "").Trim('\'', '"');
        try
        {
            return
            [
                .. Task.Run(() => FindAsync(connection.Store, word, fakeBoundParameters)).WaitAsync(Patience).GetAwaiter().GetResult()
                    .Take(200)
                    .Select(candidate => new CompletionResult(Quoted(candidate.Value), candidate.Value, CompletionResultType.ParameterValue, candidate.ToolTip)),
            ];
        }
        catch (Exception error) when (error is RingCentralAdException or TimeoutException)
        {
            return [];
        }
    }

    /// <summary>The values that complete the word, and what to say of each.</summary>
    private protected virtual async Task<IEnumerable<(string Value, string ToolTip)>> FindAsync(IHubReader hub, string word, IDictionary bound)
    {
        WildcardPattern pattern = new(word + "*", WildcardOptions.IgnoreCase);
        return (await CandidatesAsync(hub, bound)).Where(candidate => pattern.IsMatch(candidate.Value));
    }

    /// <summary>The values and what to say of each.</summary>
    private protected virtual Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        Task.FromResult<IReadOnlyList<(string Value, string ToolTip)>>([]);

    private static string Quoted(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '@') ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}

/// <summary>Completes directory names.</summary>
public sealed class DirectoryCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [.. (await hub.ListAsync<DirectoryEntry>()).Select(entry => (entry.Name, $"{entry.Kind}: {string.Join(", ", entry.Settings.Servers)}"))];
}

/// <summary>Completes the names of notifications.</summary>
public sealed class NotificationCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [.. (await Core.Running.NotificationRegistration.ListAsync(hub)).Select(one => (one.Name, one.ToString()))];
}

/// <summary>Completes the names of service providers.</summary>
public sealed class ServiceProviderCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [.. (await Core.Running.SignOnRegistration.DescribeAsync(hub)).ServiceProviders.Select(one => (one.Name, one.EntityId))];
}

/// <summary>Completes group names.</summary>
public sealed class GroupCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [.. (await hub.ListAsync<HubGroup>()).Where(group => group.State == AppUserState.Present).OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase).Select(group => (group.Name, group.Description ?? group.Kind.ToString()))];
}

/// <summary>Completes masters: every directory, each directory, RingCentral, and the hub itself.</summary>
public sealed class MasterCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
    [
        (Ids.ActiveDirectory, "every directory"), (Ids.RingCentral, "the account"), (Ids.Hub, "what is set by hand"),
        .. (await hub.ListAsync<DirectoryEntry>()).Select(entry => (entry.Name, entry.Kind.ToString())),
    ];
}

/// <summary>Completes systems that have attributes: the hub, RingCentral, and each directory.</summary>
public sealed class SystemCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [(Ids.Hub, "the hub user"), (Ids.RingCentral, "the account"), .. (await hub.ListAsync<DirectoryEntry>()).Select(entry => (entry.Name, entry.Kind.ToString()))];
}

/// <summary>Completes hub attributes; of RingCentral or a directory where -System names one.</summary>
public sealed class HubAttributeCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound)
    {
        string system = bound["System"] as string ?? Ids.Hub;
        if (string.Equals(system, Ids.RingCentral, StringComparison.OrdinalIgnoreCase))
        {
            return [.. Core.Mapping.HubSchema.RingCentralAttributes.Select(name => (name, "RingCentral"))];
        }

        DirectoryEntry? directory = (await hub.ListAsync<DirectoryEntry>()).FirstOrDefault(entry => string.Equals(entry.Name, system, StringComparison.OrdinalIgnoreCase));
        return directory is null
            ? [.. (await hub.ListAsync<HubAttribute>()).OrderBy(attribute => attribute.Name, StringComparer.Ordinal).Select(attribute => (attribute.Name, $"{attribute.DisplayName} ({attribute.Type})"))]
            : [.. (await DirectorySchemas.GetAsync(hub, directory.Id)).Attributes.Select(attribute => (attribute.Name, attribute.Type))];
    }
}

/// <summary>Completes the targets of a mapping direction.</summary>
public sealed class MappingTargetCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound)
    {
        bool known = Enum.TryParse(bound["Direction"]?.ToString(), ignoreCase: true, out MappingDirection direction);
        IReadOnlyList<AttributeMapping> mappings = await hub.ListAsync<AttributeMapping>();
        IEnumerable<(string, string)> mapped = mappings.Where(mapping => !known || mapping.Direction == direction).Select(mapping => (mapping.Target, mapping.Expression));
        IEnumerable<(string, string)> free = known && direction is MappingDirection.AdToHub or MappingDirection.RcToHub
            ? (await hub.ListAsync<HubAttribute>()).Select(attribute => (attribute.Name, attribute.DisplayName))
            : direction == MappingDirection.HubToRc ? Core.Mapping.HubSchema.RingCentralTargets.Select(target => (target, "RingCentral"))
            : direction == MappingDirection.HubToSso ? Core.Mapping.SignOnTargets.Usual.Select(target => (target, "sign-on"))
            : known ? await WritableAsync(hub) : [];
        return [.. mapped.Concat(free).DistinctBy(candidate => candidate.Item1)];
    }

    /// <summary>What the write-back may write, by the schemas that were read.</summary>
    private static async Task<IEnumerable<(string, string)>> WritableAsync(IHubReader hub)
    {
        List<(string, string)> writable = [];
        foreach (DirectoryEntry entry in await hub.ListAsync<DirectoryEntry>())
        {
            writable.AddRange((await DirectorySchemas.GetAsync(hub, entry.Id)).Attributes
                .Where(attribute => !attribute.ReadOnly && !Core.Mapping.WriteBackTargets.IsRefused(attribute.Name))
                .Select(attribute => (attribute.Name, $"{entry.Name}: {attribute.Type}")));
        }

        return writable;
    }
}
