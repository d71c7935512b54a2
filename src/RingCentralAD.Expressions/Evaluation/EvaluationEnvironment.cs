namespace RingCentralAD.Expressions;

/// <summary>
/// What an expression may ask about a person beyond the attributes of the profiles.
/// Override what a place can answer; the rest has nobody and nothing in it.
/// </summary>
public class EvaluationEnvironment
{
    /// <summary>Nothing at all: no groups, no manager, no directory.</summary>
    public static EvaluationEnvironment Empty { get; } = new();

    /// <summary>The groups of the person, in the order they are to be listed.</summary>
    public virtual IReadOnlyList<GroupValue> Groups => [];

    /// <summary>The person as each directory shows them; one entry per assignment.</summary>
    public virtual IReadOnlyList<IAttributeSource> DirectoryUsers => [];

    /// <summary>The person as each Workday instance shows them.</summary>
    public virtual IReadOnlyList<IAttributeSource> WorkdayUsers => [];

    /// <summary><c>user.getInternalProperty(name)</c>: <c>id</c> and <c>status</c>; null where there is none.</summary>
    public virtual object? GetInternalProperty(string name) => null;

    /// <summary><c>user.getLinkedObject(primaryName)</c>.</summary>
    public virtual IAttributeSource? GetLinkedObject(string primaryName) => null;

    /// <summary><c>getManagerUser(source)</c>: the manager's hub profile, as that source names the manager.</summary>
    public virtual IAttributeSource? GetManagerUser(string source) => null;

    /// <summary><c>getManagerAppUser(source, attributeSource)</c>: the manager as another system shows them.</summary>
    public virtual IAttributeSource? GetManagerAppUser(string source, string attributeSource) => null;

    /// <summary><c>getAssistantUser(source)</c>.</summary>
    public virtual IAttributeSource? GetAssistantUser(string source) => null;

    /// <summary><c>getAssistantAppUser(source, attributeSource)</c>.</summary>
    public virtual IAttributeSource? GetAssistantAppUser(string source, string attributeSource) => null;
}
