using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Functions of the language that a mapping of the hub has nothing to ask: a mapping sees the profile of its left-hand side, so that a person is
/// reckoned again exactly when that profile changes. They work in Test-MappingExpression, whose context says it all.
/// </summary>
internal static class MappingAvailability
{
    private static readonly string s_people = MappingFunctions.Table.Find("getManagerUser")!.Group.Title;
    private static readonly string s_groups = MappingFunctions.Table.Find("isMemberOfGroup")!.Group.Title;

    /// <summary>Refuses a call that would always give null or false.</summary>
    /// <exception cref="RingCentralAdException">MappingFunctionUnavailable.</exception>
    public static void Check(AttributeMapping mapping, BoundExpression expression)
    {
        foreach (FunctionDefinition function in expression.Calls)
        {
            (string Asks, string Remedy)? missing = function.Name switch
            {
                "user.getInternalProperty" when mapping.Direction is MappingDirection.HubToRc or MappingDirection.HubToAd => null,
                "user.getInternalProperty" => ("the hub user", "Use it in mappings out of the hub, or read an attribute of appuser."),
                "hasDirectoryUser" or "findDirectoryUser" => ("the directory's entry", Inbound(mapping) ? "Write appuser.x for an attribute x of the entry." : "Bring the attribute into the hub with an AdToHub mapping and read user.x here."),
                "hasWorkdayUser" or "findWorkdayUser" => ("Workday", "Read an attribute of the profile instead; Workday is not connected."),
                _ when function.Group.Title == s_people => ("managers and assistants", "Bring the value into the hub with an AdToHub mapping (appuser.manager is the manager's distinguished name)."),
                _ when function.Group.Title == s_groups => ("groups", "Use an attribute of the person, such as department; what depends on a group belongs into assignments."),
                _ => null,
            };
            if (missing is { } what)
            {
                throw new RingCentralAdException(
                    "MappingFunctionUnavailable", ErrorKind.InvalidInput,
                    $"The mapping for {mapping.Target}:\n{mapping.Expression}\n{function.Name} asks for {what.Asks}, which a mapping does not see: it would never give anything.",
                    what.Remedy, mapping.Expression);
            }
        }
    }

    private static bool Inbound(AttributeMapping mapping) => mapping.Direction is MappingDirection.AdToHub or MappingDirection.RcToHub;
}
