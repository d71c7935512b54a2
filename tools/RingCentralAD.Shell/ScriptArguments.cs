using System.Management.Automation.Runspaces;

namespace RingCentralAD.Shell;

/// <summary>Reads the words behind -File as pwsh does: -Name value, -Switch, -Name:value, -Switch:$false, and plain values.</summary>
internal static class ScriptArguments
{
    public static IEnumerable<CommandParameter> Parse(IEnumerable<string> words)
    {
        foreach (string word in words)
        {
            if (word.Length < 2 || word[0] != '-' || !(char.IsLetter(word[1]) || word[1] == '_'))
            {
                yield return new CommandParameter(null, word);
                continue;
            }

            int colon = word.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || colon == word.Length - 1)
            {
                yield return new CommandParameter(word.TrimEnd(':'), null);
                continue;
            }

            yield return new CommandParameter(word[..colon], Value(word[(colon + 1)..]));
        }
    }

    private static object Value(string text) => text.ToLowerInvariant() switch
    {
        "$true" => true,
        "$false" => false,
        _ => text,
    };
}
