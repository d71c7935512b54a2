using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Which LDAP attributes an expression needs of a directory's people, those that its functions look at included.</summary>
internal static class MappingReads
{
    /// <summary>The LDAP attributes that name a person's manager and assistant.</summary>
    public static IReadOnlyList<string> Related { get; } = ["manager", "assistant"];

    /// <summary>What is read of the person's own entry.</summary>
    public static IEnumerable<string> Own(BoundExpression expression, IReadOnlyDictionary<string, string> names) => expression.References
        .Where(reference => reference.Root == "appuser" && reference.Attribute != AttributeReference.AnyAttribute)
        .SelectMany(reference => AppUserNames.LdapNames(names, reference.Attribute));

    /// <summary>What is read of entries that functions find: the person's own, the manager's, the assistant's.</summary>
    public static IEnumerable<string> Found(BoundExpression expression, IReadOnlyDictionary<string, string> names)
    {
        MappingAsks asks = MappingAvailability.Asks(expression);
        IEnumerable<string> found = (asks & (MappingAsks.People | MappingAsks.Entry)) == 0 ? [] : expression.Members.SelectMany(name => AppUserNames.LdapNames(names, name));
        return asks.HasFlag(MappingAsks.People) ? found.Concat(Related) : found;
    }
}
