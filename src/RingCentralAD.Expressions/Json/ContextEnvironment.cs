namespace RingCentralAD.Expressions;

/// <summary>What a JSON context says of groups, managers and directories (reference, section 10).</summary>
internal sealed class ContextEnvironment : EvaluationEnvironment
{
    public IReadOnlyDictionary<string, object?> Internal { get; init; } = Empty();

    public IReadOnlyDictionary<string, object?> LinkedObjects { get; init; } = Empty();

    public IReadOnlyDictionary<string, object?> ManagerUsers { get; init; } = Empty();

    public IReadOnlyDictionary<string, object?> ManagerAppUsers { get; init; } = Empty();

    public IReadOnlyDictionary<string, object?> AssistantUsers { get; init; } = Empty();

    public IReadOnlyDictionary<string, object?> AssistantAppUsers { get; init; } = Empty();

    public IReadOnlyList<GroupValue> GroupList { get; init; } = [];

    public IReadOnlyList<IAttributeSource> Directory { get; init; } = [];

    public IReadOnlyList<IAttributeSource> Workday { get; init; } = [];

    public override IReadOnlyList<GroupValue> Groups => GroupList;

    public override IReadOnlyList<IAttributeSource> DirectoryUsers => Directory;

    public override IReadOnlyList<IAttributeSource> WorkdayUsers => Workday;

    public override object? GetInternalProperty(string name) => Internal.GetValueOrDefault(name);

    public override IAttributeSource? GetLinkedObject(string primaryName) => Person(LinkedObjects, primaryName);

    public override IAttributeSource? GetManagerUser(string source) => Person(ManagerUsers, source);

    public override IAttributeSource? GetManagerAppUser(string source, string attributeSource) => Person(ManagerAppUsers, source, attributeSource);

    public override IAttributeSource? GetAssistantUser(string source) => Person(AssistantUsers, source);

    public override IAttributeSource? GetAssistantAppUser(string source, string attributeSource) => Person(AssistantAppUsers, source, attributeSource);

    private static AttributeMap? Person(IReadOnlyDictionary<string, object?> people, params ReadOnlySpan<string> path)
    {
        IReadOnlyDictionary<string, object?>? found = people;
        foreach (string step in path)
        {
            found = found?.GetValueOrDefault(step) as IReadOnlyDictionary<string, object?>;
        }

        return found is null ? null : new AttributeMap(found);
    }

    private static new Dictionary<string, object?> Empty() => [];
}
