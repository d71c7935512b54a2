namespace RingCentralAD.HelpWriter;

/// <summary>Finds what is not yet said.</summary>
internal static class Gaps
{
    public static IEnumerable<string> In(CommandHelp command)
    {
        if (command.Synopsis.Length == 0)
        {
            yield return $"{command.Name} has no synopsis (the class's <summary>).";
        }

        if (command.Description.Count == 0)
        {
            yield return $"{command.Name} has no description (the class's <remarks>).";
        }

        if (command.Examples.Count == 0)
        {
            yield return $"{command.Name} has no example (the class's <example>).";
        }

        foreach (ExampleHelp example in command.Examples.Where(example => example.Code.Length == 0 || example.Text.Count == 0))
        {
            yield return $"{command.Name}: the example '{example.Title}{example.Code}' needs both <code> and a <para> that says what it does.";
        }

        if (command.Outputs.Count == 0)
        {
            yield return $"{command.Name} does not say what it returns ([OutputType]).";
        }

        foreach (ParameterHelp parameter in command.Parameters.Where(parameter => parameter.Text.Count == 0))
        {
            yield return $"{command.Name} -{parameter.Name} has no text (the property's <summary>).";
        }
    }
}
