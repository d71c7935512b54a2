using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>Completes from the connected hub; never opens one and never touches a network.</summary>
public abstract class HubCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (HubConnection.Current.Current is not { } connection)
        {
            return [];
        }

        WildcardPattern pattern = new((wordToComplete ?? "").Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        try
        {
            return
            [
                .. Task.Run(() => CandidatesAsync(connection.Store, fakeBoundParameters)).GetAwaiter().GetResult()
                    .Where(candidate => pattern.IsMatch(candidate.Value))
                    .Take(200)
                    .Select(candidate => new CompletionResult(Quoted(candidate.Value), candidate.Value, CompletionResultType.ParameterValue, candidate.ToolTip)),
            ];
        }
        catch (RingCentralAdException)
        {
            return [];
        }
    }

    /// <summary>The values and what to say of each.</summary>
    private protected abstract Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound);

    private static string Quoted(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '@') ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}

/// <summary>Completes directory names.</summary>
public sealed class DirectoryCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [.. (await hub.ListAsync<DirectoryEntry>()).Select(entry => (entry.Name, $"{entry.Kind}: {string.Join(", ", entry.Settings.Servers)}"))];
}

/// <summary>Completes group names.</summary>
public sealed class GroupCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [.. (await hub.ListAsync<HubGroup>()).Where(group => group.State == AppUserState.Present).OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase).Select(group => (group.Name, group.Description ?? group.Kind.ToString()))];
}

/// <summary>Completes hub attributes.</summary>
public sealed class HubAttributeCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [.. (await hub.ListAsync<HubAttribute>()).OrderBy(attribute => attribute.Name, StringComparer.Ordinal).Select(attribute => (attribute.Name, $"{attribute.DisplayName} ({attribute.Type})"))];
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
            : direction == MappingDirection.HubToRc ? Core.Mapping.HubSchema.RingCentralTargets.Select(target => (target, "RingCentral")) : [];
        return [.. mapped.Concat(free).DistinctBy(candidate => candidate.Item1)];
    }
}

/// <summary>Completes user name formats.</summary>
public sealed class UserNameFormatCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ((string[])["Email", "Upn", "SamAccountName"])
            .Where(format => format.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(format => new CompletionResult(format));
}
