namespace RingCentralAD.Core.Running;

/// <summary>What the facts say of a step.</summary>
/// <param name="Done">It is done.</param>
/// <param name="Evidence">What was found.</param>
/// <param name="Fault">It is done but does not work, or cannot be done.</param>
internal sealed record SetupFinding(bool Done, string Evidence, bool Fault = false)
{
    /// <summary>The command that helps now, where it is not the step's own.</summary>
    public string? Now { get; init; }

    public static SetupFinding Is(bool done, string evidence) => new(done, evidence);

    public static SetupFinding Faulty(string evidence) => new(false, evidence, Fault: true);
}

/// <summary>A step: its words, how the facts judge it, and the command that does it.</summary>
internal sealed record SetupTask(string System, string What, string Command, Func<SetupFacts, SetupFinding> Judge)
{
    /// <summary>It may be left out.</summary>
    public bool Optional { get; init; }
}
