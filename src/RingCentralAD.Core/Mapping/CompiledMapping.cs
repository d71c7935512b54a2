using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>A mapping ready to be evaluated for many people.</summary>
public sealed class CompiledMapping
{
    private readonly BoundExpression? _expression;
    private readonly RingCentralAdException? _broken;
    private readonly HubAttributeType _type;
    private readonly TimeProvider _time;

    internal CompiledMapping(AttributeMapping mapping, IReadOnlyList<HubAttribute> attributes, TimeProvider time)
    {
        Mapping = mapping;
        _time = time;
        _type = TargetValue.TypeOf(mapping.Direction, mapping.Target, attributes);
        try
        {
            _expression = MappingSchema.Bind(mapping.Direction, mapping.Expression, attributes);
            Asks = MappingAvailability.Asks(_expression);
        }
        catch (ExpressionException error)
        {
            _broken = MappingErrors.From(error, mapping.Expression, mapping.Target);
        }
    }

    /// <summary>The mapping.</summary>
    public AttributeMapping Mapping { get; }

    /// <summary>The value hangs on the direct number or the extension number of an extension.</summary>
    public bool UsesNumber => Mapping.Direction == MappingDirection.RcToHub && Uses("appuser").Any(name => name is "directNumber" or "extensionNumber");

    /// <summary>What it asks for beyond the profile.</summary>
    public MappingAsks Asks { get; }

    /// <summary>Names of attributes that it asks of people and entries which its functions find.</summary>
    internal IEnumerable<string> Members => _expression?.Members ?? [];

    /// <summary>The LDAP attributes that it needs of a directory's people.</summary>
    /// <param name="names">The directory's names.</param>
    public IEnumerable<string> Reads(IReadOnlyDictionary<string, string> names)
    {
        if (_expression is null)
        {
            return [];
        }

        IEnumerable<string> found = MappingReads.Found(_expression, names);
        return Mapping.Direction == MappingDirection.AdToHub ? MappingReads.Own(_expression, names).Concat(found) : found;
    }

    /// <summary>A literal that stands towards RingCentral where a number only comes in (the guide's "blank"); never sent.</summary>
    public bool IsDummy => Mapping.Target is "directNumber" or "extensionNumber" && _expression is { References.Count: 0 };

    /// <summary>The attributes that the expression reads of a root; source counts as the side the value comes from.</summary>
    public IEnumerable<string> Uses(string root)
    {
        if (_expression is null)
        {
            return [];
        }

        return _expression.References
            .Where(reference => reference.Root == root && reference.Attribute != AttributeReference.AnyAttribute)
            .Select(reference => reference.Attribute);
    }

    /// <summary>The value for one person, in the form that the target takes.</summary>
    public MappingResult Evaluate(MappingSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (_expression is null)
        {
            return new MappingResult(null, _broken);
        }

        try
        {
            object? value = _expression.Evaluate(Context(_expression, subject, _time));
            return TargetValue.TryFit(value, _type, out object? fitted)
                ? new MappingResult(fitted, null)
                : new MappingResult(null, MappingErrors.Unfit(Mapping, _type, value!));
        }
        catch (ExpressionException error)
        {
            return new MappingResult(null, MappingErrors.OfPerson(error, Mapping));
        }
    }

    /// <summary>What an expression reads of its subject.</summary>
    internal static EvaluationContext Context(BoundExpression expression, MappingSubject subject, TimeProvider time)
    {
        SchemaRoot root = expression.Schema.Roots[0];
        object?[] values = root.NewProfile();
        IReadOnlyList<AttributeReference> references = expression.References;
        for (int i = 0; i < references.Count; i++)
        {
            string name = references[i].Attribute;
            if (name == AttributeReference.AnyAttribute)
            {
                foreach (SchemaAttribute attribute in root.Attributes)
                {
                    values[attribute.Slot] = Value(root, attribute.Name, subject);
                }
            }
            else
            {
                values[root.Find(name)!.Slot] = Value(root, name, subject);
            }
        }

        EvaluationContext context = new(expression.Schema, subject.Environment, time);
        context.SetProfile(root.Index, values);
        return context;
    }

    private static object? Value(SchemaRoot root, string attribute, MappingSubject subject) => root.Name == "user"
        ? subject.User?[attribute]
        : AppUserNames.Value(subject.AppUser!, subject.Names, attribute);
}
