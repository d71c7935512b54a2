using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>A mapping ready to be evaluated for many people.</summary>
public sealed class CompiledMapping
{
    private readonly Expression? _expression;
    private readonly RingCentralAdException? _broken;
    private readonly IReadOnlySet<string> _hubNames;

    internal CompiledMapping(AttributeMapping mapping, IReadOnlySet<string> hubNames)
    {
        Mapping = mapping;
        _hubNames = hubNames;
        try
        {
            _expression = Expression.Parse(mapping.Expression);
            _expression.CheckFunctions(MappingFunctions.Table);
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
    public bool IsDummy => Mapping.Target is "directNumber" or "extensionNumber" && _expression is { IsLiteral: true };

    /// <summary>The attributes that the expression reads of a root; source counts as the side the value comes from.</summary>
    public IEnumerable<string> Uses(string root)
    {
        if (_expression is null)
        {
            return [];
        }

        bool inbound = Mapping.Direction is MappingDirection.AdToHub or MappingDirection.RcToHub;
        bool source = inbound == (root == "appuser");
        IEnumerable<string> named = _expression.References
            .Where(reference => string.Equals(reference.Root, root, StringComparison.OrdinalIgnoreCase) || (source && reference.Root == "source"))
            .Select(reference => reference.Attribute);
        return source ? named.Concat(_expression.BareNames) : named;
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
            return new MappingResult(Plain(_expression.Evaluate(new SubjectScope(subject, _hubNames), MappingFunctions.Table)), null);
        }
        catch (ExpressionException error)
        {
            return new MappingResult(null, MappingErrors.From(error, Mapping.Expression, Mapping.Target));
        }
    }

    private static object? Plain(object? value) => value switch
    {
        "" => null,
        IReadOnlyList<object?> list => (IReadOnlyList<string>)[.. list.Select(item => Convert.ToString(item, System.Globalization.CultureInfo.InvariantCulture) ?? "")],
        _ => value,
    };
}
