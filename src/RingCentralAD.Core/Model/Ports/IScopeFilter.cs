namespace RingCentralAD.Core.Model;

/// <summary>The LDAP filter of a directory's scope, to be asked of the replica's people.</summary>
public interface IScopeFilter
{
    /// <summary>The LDAP attributes it reads of a person; memberships and the name are not among them.</summary>
    IReadOnlyList<string> Attributes { get; }

    /// <summary>Whether it asks for memberships.</summary>
    bool ReadsGroups { get; }

    /// <summary>Whether the person matches.</summary>
    /// <param name="person">As the replica has them.</param>
    /// <param name="memberOf">Distinguished names of the groups that name the person.</param>
    /// <param name="inChain">The same with all groups above them; only asked for where the filter does.</param>
    bool Matches(AppUser person, IReadOnlyList<string> memberOf, Func<IReadOnlyList<string>> inChain);
}
