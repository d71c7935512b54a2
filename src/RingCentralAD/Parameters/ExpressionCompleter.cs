using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>
/// Completes inside an expression: roots, attributes of the hub's schema by direction, functions with their signatures. Works without a hub too,
/// on the names that every hub has; never opens one and never touches a network.
/// </summary>
public sealed class ExpressionCompleter : IArgumentCompleter
{
    private const int Most = 200;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        TypedText typed = TypedText.Read(wordToComplete ?? "");
        return
        [
            .. Items(typed.Text, parameterName, fakeBoundParameters)
                .Take(Most)
                .Select(item => new CompletionResult(typed.With(item.Start, item.Text), item.Text, Type(item.Kind), item.ToolTip)),
        ];
    }

    private static IReadOnlyList<MappingCompletionItem> Items(string text, string parameter, IDictionary bound)
    {
        if (bound["ContextJson"]?.ToString() is { } json)
        {
            return MappingCompletion.At(text, json);
        }

        (IReadOnlyList<HubAttribute> attributes, IReadOnlyList<DirectoryEntry> directories, IReadOnlyList<string> names) = OfHub();

        // A group's rule is about the hub user, as a mapping out of the hub is.
        bool known = Enum.TryParse(bound["Direction"]?.ToString(), ignoreCase: true, out MappingDirection direction);
        return parameter == "Rule"
            ? MappingCompletion.At(text, MappingDirection.HubToRc, attributes, directories, names)
            : MappingCompletion.At(text, known ? direction : null, attributes, directories, names);
    }

    private static (IReadOnlyList<HubAttribute> Attributes, IReadOnlyList<DirectoryEntry> Directories, IReadOnlyList<string> Names) OfHub()
    {
        if (HubConnection.Current.Current?.Store is { } hub)
        {
            try
            {
                return Task.Run(() => ReadAsync(hub)).WaitAsync(HubCompleter.Patience).GetAwaiter().GetResult();
            }
            catch (Exception error) when (error is RingCentralAdException or TimeoutException)
            {
                // Completion is silent: the names that every hub has will do.
            }
        }

        return (HubSchema.Base, [], []);
    }

    private static async Task<(IReadOnlyList<HubAttribute> Attributes, IReadOnlyList<DirectoryEntry> Directories, IReadOnlyList<string> Names)> ReadAsync(IHubReader hub)
    {
        IReadOnlyList<DirectoryEntry> directories = await hub.ListAsync<DirectoryEntry>();
        List<string> names = [];
        foreach (DirectoryEntry entry in directories)
        {
            names.AddRange((await DirectorySchemas.GetAsync(hub, entry.Id)).Attributes.Select(attribute => attribute.Name));
        }

        return (await hub.ListAsync<HubAttribute>(), directories, names);
    }

    private static CompletionResultType Type(string kind) => kind switch
    {
        "Function" => CompletionResultType.Method,
        "Attribute" => CompletionResultType.Property,
        "Namespace" => CompletionResultType.Namespace,
        _ => CompletionResultType.Variable,
    };
}
