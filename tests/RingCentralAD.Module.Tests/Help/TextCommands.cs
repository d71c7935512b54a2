using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;

namespace RingCentralAD.Module.Tests.Help;

/// <summary>Holds the commands that a text names to the module: what does not parse, is not there, does not bind, or hands nothing on. Runs none of them.</summary>
internal sealed partial class TextCommands(ModuleSession session)
{
    private readonly Dictionary<string, PSObject?> _commands = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text begins with a cmdlet that is ours by its noun.</summary>
    public static bool BeginsWithOurs(string text) => OurName().Match(text) is { Success: true, Index: 0 };

    /// <summary>Whether a text names a cmdlet that is ours by its noun.</summary>
    public static bool NamesOurs(string text) => OurName().IsMatch(text);

    /// <summary>What is wrong with code.</summary>
    /// <param name="where">Where it stands.</param>
    /// <param name="code">The code.</param>
    /// <param name="whole">It is to be run as it stands: what is mandatory is given. Without it the code may only name what it is about.</param>
    public IEnumerable<string> Breaches(string where, string code, bool whole = true)
    {
        ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
        return errors.Length > 0
            ? errors.Select(error => $"{where}: {error.Message}: {code}")
            : script.FindAll(static node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()
                .SelectMany(command => Breaches(command, whole), (command, breach) => $"{where}: {breach} ({command.Extent.Text})");
    }

    /// <summary>What is wrong with a sentence that names commands, such as a remedy: <c>run Import-AdUsers -Full, or name one with -Directory</c>.</summary>
    /// <param name="where">Where it stands.</param>
    /// <param name="words">The sentence.</param>
    public IEnumerable<string> BreachesOfWords(string where, string words)
    {
        foreach (Match named in OurName().Matches(words))
        {
            if (Find(named.Groups["name"].Value) is not { } command)
            {
                yield return $"{where}: there is no {named.Groups["name"].Value}.";
                continue;
            }

            foreach (string breach in Unknown(command, ParameterName().Matches(named.Groups["rest"].Value).Select(match => match.Groups["name"].Value)))
            {
                yield return $"{where}: {breach}.";
            }
        }
    }

    private IEnumerable<string> Breaches(CommandAst command, bool whole)
    {
        if (command.GetCommandName() is not { } name || !BeginsWithOurs(name))
        {
            yield break;
        }

        if (Find(name) is not { } found)
        {
            yield return $"there is no {name}";
            yield break;
        }

        if (!whole && OnlyNamesParameters(command))
        {
            foreach (string breach in Unknown(found, command.CommandElements.OfType<CommandParameterAst>().Select(static parameter => parameter.ParameterName)))
            {
                yield return breach;
            }

            yield break;
        }

        StaticBindingResult binding = (StaticBindingResult)session.Run("param($a) [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($a, $true)", command).MustSucceed().Values[0]!;
        foreach (StaticBindingError error in binding.BindingExceptions.Values)
        {
            yield return error.BindingException.Message;
        }

        PipelineAst? pipeline = command.Parent as PipelineAst;
        bool first = pipeline is null || pipeline.PipelineElements[0] == command;
        if (whole && first && !command.CommandElements.OfType<VariableExpressionAst>().Any(static variable => variable.Splatted)
            && !Sets(found).Any(set => set.Parameters.All(parameter => !parameter.IsMandatory || binding.BoundParameters.ContainsKey(parameter.Name))))
        {
            yield return $"{name} would ask for what is missing";
        }

        bool last = pipeline is null || pipeline.PipelineElements[^1] == command;
        if (!last && Sets(found).Any(static set => set.Parameters.Any(static parameter => parameter.Name == "PassThru"))
            && !binding.BoundParameters.ContainsKey("PassThru") && !binding.BoundParameters.ContainsKey("WhatIf"))
        {
            yield return $"{name} hands nothing on without -PassThru";
        }
    }

    private IEnumerable<string> Unknown(PSObject command, IEnumerable<string> parameters) =>
        from parameter in parameters
        where session.Run("param($c, $p) try { $c.ResolveParameter($p).Name } catch { }", command, parameter).Values.Count == 0
        select $"{((CommandInfo)command.BaseObject).Name} has no -{parameter}";

    /// <summary>A parameter without its value, as in a sentence about it.</summary>
    private static bool OnlyNamesParameters(CommandAst command) =>
        command.CommandElements.Where((element, at) => element is CommandParameterAst { Argument: null } && command.CommandElements.ElementAtOrDefault(at + 1) is null or CommandParameterAst).Any();

    private static IEnumerable<CommandParameterSetInfo> Sets(PSObject command) => ((CommandInfo)command.BaseObject).ParameterSets;

    private PSObject? Find(string name)
    {
        if (!_commands.TryGetValue(name, out PSObject? command))
        {
            // The parameter sets are asked for on the runspace's own thread, which keeps them.
            _commands[name] = command = session.Run(
                "param($n) $c = Get-Command $n -ErrorAction Ignore; if ($c.ResolvedCommand) { $c = $c.ResolvedCommand }; if ($c) { $null = $c.ParameterSets; $c }", name).Output is [PSObject found, ..] ? found : null;
        }

        return command;
    }

    [GeneratedRegex(@"\b(?<name>[A-Z][a-z]+-(?:Rc|Ad|Hub|Import(?:Match|Rule)|Attribute|Mapping|Profile|Phone)[A-Za-z]*)(?<rest>(?:(?!\b[A-Z][a-z]+-[A-Z])[^,.;:|)""#\n])*)")]
    private static partial Regex OurName();

    [GeneratedRegex(@"(?<!\S)-(?<name>[A-Za-z]+)")]
    private static partial Regex ParameterName();
}
