namespace RingCentralAD.Core.Model;

/// <summary>What an import may confirm and activate by itself (the guide's scenario 1, step 3).</summary>
public sealed record ImportRules
{
    /// <summary>Kinds of match of a directory import that need no person's word. Ambiguous always waits.</summary>
    public IReadOnlyList<AutoConfirm> AutoConfirm { get; init; } = [Model.AutoConfirm.Exact, Model.AutoConfirm.Partial, Model.AutoConfirm.New];

    /// <summary>People made by a directory import are activated at once.</summary>
    public bool AutoActivate { get; init; } = true;

    /// <summary>Kinds of match of a RingCentral import that need no person's word.</summary>
    public IReadOnlyList<AutoConfirm> AccountAutoConfirm { get; init; } = [Model.AutoConfirm.Exact];

    /// <summary>How much an import, of a directory or of RingCentral, may take away (the guide's "Max import unassignment").</summary>
    public GuardOptions Guard { get; init; } = new();
}

/// <summary>Kinds of match that an import rule names.</summary>
public enum AutoConfirm
{
    /// <summary>One person by mail or login.</summary>
    Exact,

    /// <summary>One person by a weaker rule.</summary>
    Partial,

    /// <summary>Nobody: a new person.</summary>
    New,
}
