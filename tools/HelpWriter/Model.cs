namespace RingCentralAD.HelpWriter;

/// <summary>What there is to say about a module.</summary>
internal sealed record ModuleHelp(string Name, string HelpFile, IReadOnlyList<CommandHelp> Commands, IReadOnlyList<AboutTopic> Topics);

/// <summary>An about topic: its name, and its page in Markdown, the title first.</summary>
internal sealed record AboutTopic(string Name, IReadOnlyList<string> Lines);

/// <summary>What there is to say about a cmdlet. Texts are paragraphs without markup.</summary>
internal sealed record CommandHelp(
    string Name,
    string Module,
    IReadOnlyList<string> Aliases,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<SyntaxHelp> Syntax,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Inputs,
    IReadOnlyList<TypeHelp> Outputs,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<LinkHelp> Links);

/// <summary>One parameter set, its parameters in the order in which they are shown.</summary>
internal sealed record SyntaxHelp(string Name, bool IsDefault, IReadOnlyList<ParameterHelp> Parameters);

/// <summary>A parameter, as one set or all sets have it.</summary>
internal sealed record ParameterHelp(
    string Name,
    string Type,
    bool IsSwitch,
    bool IsRequired,
    int? Position,
    bool ByValue,
    bool ByPropertyName,
    bool TakesWildcards,
    bool TakesRemaining,
    string? Default,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Sets,
    IReadOnlyList<string> Values,
    IReadOnlyList<string> Text)
{
    /// <summary>As MAML and PlatyPS write it.</summary>
    public string PipelineInput => (ByPropertyName, ByValue) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByPropertyName)",
        (false, true) => "True (ByValue)",
        _ => "False",
    };
}

/// <summary>A type that goes in or comes out.</summary>
internal sealed record TypeHelp(string Name, string Text);

/// <summary>An example: what to type, and what it does.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<string> Text);

/// <summary>A related page: a cmdlet's name, or an address with its text.</summary>
internal sealed record LinkHelp(string Text, string? Address);
