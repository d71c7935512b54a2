using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RingCentralAD.Core.Running;

namespace RingCentralAD;

/// <summary>Completes what is known without a hub.</summary>
public abstract class FixedCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        return
        [
            .. Values(word)
                .Where(value => value.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Select(value => new CompletionResult(value.Value, value.Value, CompletionResultType.ParameterValue, value.ToolTip)),
        ];
    }

    /// <summary>The values, and what to say of each.</summary>
    private protected abstract IEnumerable<(string Value, string ToolTip)> Values(string word);
}

/// <summary>Completes $true and $false.</summary>
public sealed class TrueOrFalseCompleter : FixedCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values(string word) => [("$true", "on"), ("$false", "off")];
}

/// <summary>Completes user name formats.</summary>
public sealed class UserNameFormatCompleter : FixedCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values(string word) =>
        [("Email", "the mail address"), ("Upn", "the user principal name"), ("SamAccountName", "the logon name of before Windows 2000")];
}

/// <summary>Completes the guide's scenarios.</summary>
public sealed class SetupScenarioCompleter : FixedCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values(string word) => SetupScenario.All.Select(static one => ($"{one.Scenario}", one.ToString()));
}

/// <summary>Completes where a secret may be, and the names of the environment's variables; never a secret.</summary>
public class SecretPlaceCompleter : FixedCompleter
{
    private const string Environment = "env:";

    private protected override IEnumerable<(string Value, string ToolTip)> Values(string word) =>
        word.StartsWith(Environment, StringComparison.OrdinalIgnoreCase)
            ? System.Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.OrdinalIgnoreCase).Select(static name => (Environment + name, "a variable of the environment"))
            : [("vault:", "VAULT/SECRET of SecretManagement"), ("file:", "a path that only its owner can read"), (Environment, "a variable of the environment"), ("credential:", "a credential of systemd")];
}

/// <summary>Completes where a secret may be that a service reads by itself: a vault has nobody to unlock it.</summary>
public sealed class ServiceSecretPlaceCompleter : SecretPlaceCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values(string word) => base.Values(word).Where(static place => !place.Value.StartsWith("vault:", StringComparison.Ordinal));
}
