using System.Management.Automation.Language;

namespace RingCentralAD.Module.Tests.Acceptance;

/// <summary>
/// What an acceptance test may call, so that Pester and the console host run the same bodies: the language, our cmdlets,
/// Where-Object, ForEach-Object, and Pester's commands that the host supplies. A Describe or Context tagged Pwsh runs in
/// pwsh only and may call anything.
/// </summary>
internal static class AcceptanceCommands
{
    private static readonly string[] s_allowed =
        ["Describe", "Context", "It", "BeforeAll", "AfterAll", "Should", "Where-Object", "ForEach-Object"];

    /// <summary>The calls in a script that are not allowed, with file and line; and what the parser says.</summary>
    public static IEnumerable<string> Breaches(string text, string file, IEnumerable<string> ours)
    {
        ScriptBlockAst script = Parser.ParseInput(text, file, out _, out ParseError[] errors);
        HashSet<string> allowed = new([.. s_allowed, .. ours], StringComparer.OrdinalIgnoreCase);
        allowed.UnionWith(Functions(script));
        return errors.Select(error => $"{file}:{error.Extent.StartLineNumber}: {error.Message}")
            .Concat(from CommandAst command in script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
                    let name = command.GetCommandName()
                    where name is not null && !allowed.Contains(name) && !IsForPwshOnly(command)
                    select $"{file}:{command.Extent.StartLineNumber}: {name} is not there without pwsh.");
    }

    /// <summary>The functions that a script defines.</summary>
    public static IEnumerable<string> Functions(string text) => Functions(Parser.ParseInput(text, out _, out _));

    private static IEnumerable<string> Functions(ScriptBlockAst script) =>
        script.FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true).Cast<FunctionDefinitionAst>().Select(function => function.Name);

    private static bool IsForPwshOnly(Ast? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (node is CommandAst command && command.GetCommandName() is { } name
                && (name.Equals("Describe", StringComparison.OrdinalIgnoreCase) || name.Equals("Context", StringComparison.OrdinalIgnoreCase))
                && HasTag(command))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasTag(CommandAst block)
    {
        int at = block.CommandElements.ToList().FindIndex(element => element is CommandParameterAst { ParameterName: "Tag" });
        return at >= 0 && block.CommandElements[at + 1].FindAll(node => node is StringConstantExpressionAst { Value: "Pwsh" }, searchNestedScriptBlocks: false).Any();
    }
}
