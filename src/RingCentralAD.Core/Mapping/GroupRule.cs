using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// The rule of a group, ready to be evaluated for many people: an expression over <c>user</c> that gives true or false; no value is false.
/// Of groups it sees those that are imported or local, never those by rule, so that no rule hangs on itself.
/// </summary>
public sealed class GroupRule
{
    private readonly BoundExpression? _expression;
    private readonly RingCentralAdException? _broken;
    private readonly TimeProvider _time;

    /// <summary>Compiles the rule of a group; one that is broken by now fails for everybody it is asked about.</summary>
    public GroupRule(HubGroup group, IReadOnlyList<HubAttribute> attributes, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(group);
        Group = group;
        _time = time;
        try
        {
            _expression = Bind(group, attributes);
        }
        catch (RingCentralAdException error)
        {
            _broken = error;
        }
    }

    /// <summary>The group.</summary>
    public HubGroup Group { get; }

    /// <summary>What the rule asks for beyond the profile.</summary>
    public MappingAsks Asks => _expression is null ? MappingAsks.None : MappingAvailability.Asks(_expression);

    /// <summary>The hub attributes that the rule reads.</summary>
    public IEnumerable<string> Reads =>
        (_expression?.References ?? []).Where(reference => reference.Attribute != AttributeReference.AnyAttribute).Select(reference => reference.Attribute);

    /// <summary>Refuses a rule that can never work; gives what to warn of.</summary>
    /// <exception cref="RingCentralAdException">ExpressionSyntax, ExpressionUnknownAttribute, GroupRuleNotBoolean, GroupRuleUnavailable …</exception>
    public static IReadOnlyList<string> Check(HubGroup group, IReadOnlyList<HubAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(group);
        BoundExpression expression = Bind(group, attributes);
        ValueTypes gives = expression.ResultType & ~ValueTypes.Null;
        if (gives != ValueTypes.None && (gives & ValueTypes.Boolean) == 0)
        {
            throw NotBoolean(group, ValueTypeNames.Describe(gives));
        }

        try
        {
            MappingAvailability.Check(new AttributeMapping { Direction = MappingDirection.HubToRc, Target = group.Name, Expression = group.Rule! }, expression, attributes);
        }
        catch (RingCentralAdException error)
        {
            throw new RingCentralAdException(
                "GroupRuleUnavailable", ErrorKind.InvalidInput, $"The rule of {group.Name}:{error.Message[error.Message.IndexOf('\n', StringComparison.Ordinal)..]}", error.Remedy, group.Rule, error);
        }

        return [.. expression.Warnings.Select(warning => warning.ToDisplay(group.Rule!))];
    }

    /// <summary>Whether a person belongs into the group; null where the rule fails, with the error.</summary>
    public bool? Holds(MappingSubject subject, out RingCentralAdException? error)
    {
        ArgumentNullException.ThrowIfNull(subject);
        error = _broken;
        if (_expression is null)
        {
            return null;
        }

        try
        {
            switch (_expression.Evaluate(CompiledMapping.Context(_expression, subject, _time)))
            {
                case bool holds:
                    return holds;
                case null:
                    return false;
                case var other:
                    error = NotBoolean(Group, ValueTypeNames.DescribeValue(other));
                    return null;
            }
        }
        catch (ExpressionException failed)
        {
            error = MappingErrors.From(failed, Group.Rule!, null);
            return null;
        }
    }

    private static BoundExpression Bind(HubGroup group, IReadOnlyList<HubAttribute> attributes)
    {
        try
        {
            return MappingSchema.Bind(MappingDirection.HubToRc, group.Rule ?? "", attributes);
        }
        catch (ExpressionException error)
        {
            throw MappingErrors.From(error, group.Rule ?? "", null);
        }
    }

    private static RingCentralAdException NotBoolean(HubGroup group, string gives) => new(
        "GroupRuleNotBoolean", ErrorKind.InvalidInput, $"The rule of {group.Name}:\n{group.Rule}\nIt gives {gives}, but a rule gives true or false.",
        "Compare with something: user.department == \"Sales\".", group.Rule);
}
