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

        if (command.Examples.Count < 2)
        {
            yield return $"{command.Name} has {(command.Examples.Count == 0 ? "no example" : "one example only")}; it needs two (the class's <example>).";
        }

        foreach (ExampleHelp example in command.Examples.Where(example => example.Code.Length == 0 || example.Text.Count == 0))
        {
            yield return $"{command.Name}: the example '{example.Title}{example.Code}' needs both <code> and a <para> that says what it does.";
        }

        if (command.Outputs.Count == 0)
        {
            yield return $"{command.Name} does not say what it returns ([OutputType]).";
        }

        if (command.Inputs.Count == 0)
        {
            yield return $"{command.Name} does not say what it takes.";
        }

        if (command.Links.Count == 0)
        {
            yield return $"{command.Name} leads nowhere else: name a related cmdlet in its text, or by <seealso>.";
        }

        foreach (ParameterHelp parameter in command.Parameters.Where(parameter => parameter.Text.Count == 0))
        {
            yield return $"{command.Name} -{parameter.Name} has no text (the property's <summary>).";
        }
    }

    public static IEnumerable<string> In(AboutTopic topic)
    {
        if (topic.Lines[0] != $"# {topic.Name}")
        {
            yield return $"{topic.Name} does not begin with its name as the title.";
        }

        int summary = topic.Lines.ToList().IndexOf("## Short description") + 2;
        if (summary < 2 || topic.Lines[summary].Length > 76 || topic.Lines[summary + 1].Length > 0)
        {
            yield return $"{topic.Name}: the short description is no single line of at most 76 characters, which is what Get-Help lists.";
        }

        foreach (string section in (string[])["## Short description", "## Long description", "## See also"])
        {
            if (!topic.Lines.Contains(section))
            {
                yield return $"{topic.Name} lacks the section '{section}'.";
            }
        }
    }
}
