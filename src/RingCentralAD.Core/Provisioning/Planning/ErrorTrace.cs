using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Traces RingCentral's parameter back through the mappings to the attribute and entry it comes from:
/// contact.businessAddress.state, user.state, st on CN=….
/// </summary>
public sealed class ErrorTrace
{
    private readonly MappingCatalog _mappings;

    /// <summary>Makes the trace for the hub's present mappings.</summary>
    public ErrorTrace(MappingCatalog mappings) => _mappings = mappings;

    /// <summary>The problem with the place where it is to be mended.</summary>
    public ValueProblem Explain(ValueProblem problem, AppUser? source)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Trace(problem.Parameter, source) is { } origin
            ? problem with { Message = $"{problem.Message} ({origin})", Remedy = problem.Remedy ?? $"Correct {origin.Values}; the next import brings it here." }
            : problem;
    }

    /// <summary>The LDAP attributes behind RingCentral's parameter and the entry that holds them; null where no directory's value is behind it.</summary>
    public ValueOrigin? Trace(string parameter, AppUser? source)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (source is null)
        {
            return null;
        }

        string target = AccountValues.AttributeOf(parameter);
        CompiledMapping? outbound = _mappings.Outbound(MappingDirection.HubToRc, "").FirstOrDefault(mapping => mapping.Mapping.Target == target)
            ?? (target == "email" ? _mappings.Outbound(MappingDirection.HubToRc, "").FirstOrDefault(mapping => mapping.Mapping.Target == "userName") : null);
        if (outbound is null or { IsDummy: true })
        {
            return null;
        }

        string[] users = [.. outbound.Uses("user")];
        IReadOnlyList<string> attributes = _mappings.Behind(outbound, source.SystemId);
        bool given = attributes.Any(name => source.Attributes.Text(name) is not null);
        if (attributes.Count == 0 || (target == "extensionNumber" && !given))
        {
            // A number that the directory did not give was chosen by us: it cannot be mended there.
            return null;
        }

        IEnumerable<string> values = attributes.Select(name => source.Attributes.Text(name) is { } value ? $"{name} = '{value}'" : $"{name} (empty)");
        return new ValueOrigin([GuideErrors.ParameterName(parameter), .. users.Select(name => $"user.{name}")], $"{string.Join(", ", values)} on {source.Place}");
    }
}
