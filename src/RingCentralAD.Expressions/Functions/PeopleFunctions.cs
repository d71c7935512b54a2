namespace RingCentralAD.Expressions;

/// <summary>People and directories (reference, 5.6). What they give has attributes: <c>getManagerUser("active_directory").email</c>.</summary>
[FunctionGroup("People and directories", "What these functions find has attributes: write .email behind the call, or ?.email where nobody may be found.")]
public static class PeopleFunctions
{
    private const string Managers = """{"managerUsers":{"active_directory":{"firstName":"Grace"}},"managerAppUsers":{"active_directory":{"google":{"firstName":"GraceG"}}}}""";
    private const string Assistants = """{"assistantUsers":{"active_directory":{"firstName":"Alan"}},"assistantAppUsers":{"active_directory":{"google":{"firstName":"AlanG"}}}}""";
    private const string Directory = """{"directoryUsers":[{"managerUpn":"bob@okta.com"}]}""";
    private const string Workday = """{"workdayUsers":[{"employeeID":"123456"}]}""";

    [Function("getManagerUser", "The manager's hub profile; the source is \"active_directory\". Null where there is no manager.", Nulls = NullResult.Possible)]
    [Example("""getManagerUser("active_directory").firstName""", "\"Grace\"", Context = Managers)]
    public static IAttributeSource? GetManagerUser(EvaluationContext context, string? managerSource) =>
        managerSource is null ? null : context.Environment.GetManagerUser(managerSource);

    [Function("getManagerAppUser", "The manager as another system shows them. Null where there is no manager.", Nulls = NullResult.Possible)]
    [Example("""getManagerAppUser("active_directory", "google").firstName""", "\"GraceG\"", Context = Managers)]
    public static IAttributeSource? GetManagerAppUser(EvaluationContext context, string? managerSource, string? attributeSource) =>
        managerSource is null || attributeSource is null ? null : context.Environment.GetManagerAppUser(managerSource, attributeSource);

    [Function("getAssistantUser", "The assistant's hub profile; the source is \"active_directory\". Null where there is no assistant.", Nulls = NullResult.Possible)]
    [Example("""getAssistantUser("active_directory").firstName""", "\"Alan\"", Context = Assistants)]
    public static IAttributeSource? GetAssistantUser(EvaluationContext context, string? assistantSource) =>
        assistantSource is null ? null : context.Environment.GetAssistantUser(assistantSource);

    [Function("getAssistantAppUser", "The assistant as another system shows them. Null where there is no assistant.", Nulls = NullResult.Possible)]
    [Example("""getAssistantAppUser("active_directory", "google").firstName""", "\"AlanG\"", Context = Assistants)]
    public static IAttributeSource? GetAssistantAppUser(EvaluationContext context, string? assistantSource, string? attributeSource) =>
        assistantSource is null || attributeSource is null ? null : context.Environment.GetAssistantAppUser(assistantSource, attributeSource);

    [Function("user.getLinkedObject", "The user linked by that relationship, for example the manager. Null where there is none.", Nulls = NullResult.Possible)]
    [Example("""user.getLinkedObject("manager").lastName""", "\"Gates\"", Context = """{"user":{},"linkedObjects":{"manager":{"lastName":"Gates"}}}""")]
    public static IAttributeSource? GetLinkedObject(EvaluationContext context, string? primaryName) =>
        primaryName is null ? null : context.Environment.GetLinkedObject(primaryName);

    [Function("user.getInternalProperty", "The hub user's \"id\" or \"status\".", Nulls = NullResult.Possible)]
    [Example("""user.getInternalProperty("status")""", "\"ACTIVE\"", Context = """{"user":{},"internal":{"id":"00u1","status":"ACTIVE"}}""")]
    public static object? GetInternalProperty(EvaluationContext context, string? name) =>
        name is null ? null : context.Environment.GetInternalProperty(name);

    [Function("hasDirectoryUser", "Whether the person is in exactly one directory.")]
    [Example("hasDirectoryUser()", "true", Context = Directory)]
    public static bool HasDirectoryUser(EvaluationContext context) => context.Environment.DirectoryUsers.Count == 1;

    [Function("findDirectoryUser", "The person as the directory shows them; null when they are in none or in several.", Nulls = NullResult.Possible)]
    [Example("hasDirectoryUser() ? findDirectoryUser().managerUpn : null", "\"bob@okta.com\"", Context = Directory)]
    public static IAttributeSource? FindDirectoryUser(EvaluationContext context) => Only(context.Environment.DirectoryUsers);

    [Function("hasWorkdayUser", "Whether the person is in exactly one Workday.")]
    [Example("hasWorkdayUser()", "true", Context = Workday)]
    public static bool HasWorkdayUser(EvaluationContext context) => context.Environment.WorkdayUsers.Count == 1;

    [Function("findWorkdayUser", "The person as Workday shows them; null when they are in none or in several.", Nulls = NullResult.Possible)]
    [Example("hasWorkdayUser() ? findWorkdayUser().employeeID : null", "\"123456\"", Context = Workday)]
    public static IAttributeSource? FindWorkdayUser(EvaluationContext context) => Only(context.Environment.WorkdayUsers);

    private static IAttributeSource? Only(IReadOnlyList<IAttributeSource> users) => users.Count == 1 ? users[0] : null;
}
