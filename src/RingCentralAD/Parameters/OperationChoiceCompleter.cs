using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>Completes the states of operations, and the ids of those that wait for a word.</summary>
public sealed class OperationChoiceCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
    [
        .. Enum.GetNames<OperationState>().Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)).Select(static name => new CompletionResult(name)),
        .. new HeldOperationCompleter().CompleteArgument(commandName, parameterName, wordToComplete ?? "", commandAst, fakeBoundParameters),
    ];
}
