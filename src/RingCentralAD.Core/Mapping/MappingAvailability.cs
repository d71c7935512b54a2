using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Which functions a mapping of the hub can ask, and for what. Groups, managers and directory entries are looked at once the whole directory was
/// read; a person is reckoned again when what their mappings see there changed. What would never give anything is refused; all functions work in
/// Test-MappingExpression, whose context says it all.
/// </summary>
internal static class MappingAvailability
{
    private static readonly string s_people = MappingFunctions.Table.Find("getManagerUser")!.Group.Title;
    private static readonly string s_groups = MappingFunctions.Table.Find("isMemberOfGroup")!.Group.Title;

    /// <summary>What an expression asks for beyond the profile.</summary>
    public static MappingAsks Asks(BoundExpression expression) => expression.Calls.Aggregate(MappingAsks.None, (asks, function) => asks | Asks(function));

    /// <summary>Refuses a call that would always give null or false, or would be asked before there is an answer.</summary>
    /// <exception cref="RingCentralAdException">MappingFunctionUnavailable.</exception>
    public static void Check(AttributeMapping mapping, BoundExpression expression, IReadOnlyList<HubAttribute> attributes)
    {
        bool inbound = mapping.Direction is MappingDirection.AdToHub or MappingDirection.RcToHub;
        bool needed = inbound && attributes.Any(attribute => attribute.Name == mapping.Target && attribute.Required);
        foreach (FunctionDefinition function in expression.Calls)
        {
            (string Why, string Remedy)? missing = function.Name switch
            {
                "user.getInternalProperty" when inbound => ("asks for the hub user, which a mapping into the hub does not see", "Use it in mappings out of the hub, or read an attribute of appuser."),
                "user.getLinkedObject" => ("asks for linked objects, which the hub does not have", $"For the manager write getManagerUser(\"{SystemNames.Directory}\")."),
                "hasWorkdayUser" or "findWorkdayUser" => ("asks for Workday, which is not connected", "Read an attribute of the profile instead."),
                _ when function.Name.StartsWith("Groups.", StringComparison.Ordinal) => ("is for claims, not for mappings", "Write user.getGroups({'group.profile.name': 'Sales'}).![name], or isMemberOfGroupName(\"Sales\")."),
                _ when needed && Asks(function) != MappingAsks.None => ($"is answered only once the person is in the hub, and {mapping.Target} is needed before that", "Use an attribute of the person, such as department."),
                _ => null,
            };
            if (missing is { } what)
            {
                throw new RingCentralAdException(
                    "MappingFunctionUnavailable", ErrorKind.InvalidInput,
                    $"The mapping for {mapping.Target}:\n{mapping.Expression}\n{function.Name} {what.Why}.", what.Remedy, mapping.Expression);
            }
        }
    }

    private static MappingAsks Asks(FunctionDefinition function) => function.Name switch
    {
        "user.getInternalProperty" => MappingAsks.None,
        "hasDirectoryUser" or "findDirectoryUser" => MappingAsks.Entry,
        _ when function.Group.Title == s_people => MappingAsks.People,
        _ when function.Group.Title == s_groups => MappingAsks.Groups,
        _ => MappingAsks.None,
    };
}
