using System.Collections.Immutable;
using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>What a mapping gave for one person: a value (null for none), or the reason why there is none.</summary>
/// <param name="Value">Text, a Boolean, a number or a list of text; null for no value.</param>
/// <param name="Error">Why the expression failed; null where it did not.</param>
public readonly record struct MappingResult(object? Value, RingCentralAdException? Error);

/// <summary>The profiles an expression may look at.</summary>
/// <param name="AppUser">Behind <c>appuser</c> (and <c>source</c>, inbound): the app user the value comes from; null outbound.</param>
/// <param name="Names">The guide's appuser names and the attributes behind them; empty for RingCentral.</param>
/// <param name="User">Behind <c>user</c> (and <c>source</c>, outbound): the hub profile.</param>
public sealed record MappingSubject(AttributeSet? AppUser, IReadOnlyDictionary<string, string> Names, AttributeSet? User)
{
    /// <summary>What the functions see of the person beyond the profiles.</summary>
    public EvaluationEnvironment? Environment { get; init; }

    /// <summary>A hub user, for the mappings out of the hub.</summary>
    /// <param name="user">The hub user.</param>
    /// <param name="surroundings">What the functions see beyond the profile.</param>
    public static MappingSubject Of(HubUser user, PersonSurroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new(null, ImmutableDictionary<string, string>.Empty, user.Profile) { Environment = surroundings };
    }
}
