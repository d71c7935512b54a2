using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>A mapping ready to be evaluated for many people.</summary>
public sealed class CompiledMapping
{
    private readonly BoundExpression? _expression;
    private readonly RingCentralAdException? _broken;

    internal CompiledMapping(AttributeMapping mapping, IReadOnlyList<HubAttribute> attributes)
    {
        Mapping = mapping;
        try
        {
            _expression = MappingSchema.Bind(mapping.Direction, mapping.Expression, attributes);
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

    /// <summary>A literal that stands towards RingCentral where a number only comes in (the guide's "blank"); never sent.</summary>
    public bool IsDummy => Mapping.Target is "directNumber" or "extensionNumber" && _expression is { References.Count: 0 };

    /// <summary>The attributes that the expression reads of a root; source counts as the side the value comes from.</summary>
    public IEnumerable<string> Uses(string root)
    {
        if (_expression is null)
        {
            return [];
        }

        return _expression.References.Where(reference => reference.Root == root).Select(reference => reference.Attribute);
    }

    /// <summary>The value for one person.</summary>
    public MappingResult Evaluate(MappingSubject subject)
    {
        if (_expression is null)
        {
            return new MappingResult(null, _broken);
        }

        try
        {
            return new MappingResult(Plain(_expression.Evaluate(Context(_expression, subject))), null);
        }
        catch (ExpressionException error)
        {
            return new MappingResult(null, MappingErrors.From(error, Mapping.Expression, Mapping.Target));
        }
    }

    private static EvaluationContext Context(BoundExpression expression, MappingSubject subject)
    {
        SchemaRoot root = expression.Schema.Roots[0];
        object?[] values = root.NewProfile();
        foreach (AttributeReference reference in expression.References)
        {
            values[root.Find(reference.Attribute)!.Slot] = root.Name == "user"
                ? subject.User?[reference.Attribute]
                : AppUserNames.Value(subject.AppUser!, subject.Names, reference.Attribute);
        }

        EvaluationContext context = new(expression.Schema);
        context.SetProfile(root.Index, values);
        return context;
    }

    private static object? Plain(object? value) => value switch
    {
        "" => null,
        IReadOnlyList<object?> list => (IReadOnlyList<string>)[.. list.Select(item => Convert.ToString(item, System.Globalization.CultureInfo.InvariantCulture) ?? "")],
        _ => value,
    };
}
