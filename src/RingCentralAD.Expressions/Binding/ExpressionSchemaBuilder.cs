using System.Runtime.CompilerServices;

namespace RingCentralAD.Expressions;

/// <summary>Puts a schema together: roots in order, then other names for them.</summary>
public sealed class ExpressionSchemaBuilder
{
    private readonly List<SchemaRoot> _roots = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private string? _bareRoot;
    private bool _defersErrors;
    private string? _rootsRemedy;

    /// <summary>Adds a root whose attributes stand in the slots 0, 1, 2, … in the order given.</summary>
    public ExpressionSchemaBuilder Root(string name, params IEnumerable<string> attributes) =>
        Root(name, attributes.Select((attribute, slot) => new SchemaAttribute(attribute, slot)));

    /// <summary>Adds a root with attributes whose slots, types and nullability are given.</summary>
    /// <exception cref="ArgumentException">The name is taken, or two attributes have one name.</exception>
    [OverloadResolutionPriority(1)]
    public ExpressionSchemaBuilder Root(string name, IEnumerable<SchemaAttribute> attributes) => Root(name, attributes, false);

    /// <summary>Adds a root that takes every name for an attribute; those given are the known ones (<see cref="SchemaRoot.IsOpen"/>).</summary>
    /// <exception cref="ArgumentException">The name is taken, or two attributes have one name.</exception>
    public ExpressionSchemaBuilder OpenRoot(string name, IEnumerable<SchemaAttribute> attributes) => Root(name, attributes, true);

    /// <summary>Adds another name for a root: <c>source</c> for the left-hand side of a mapping.</summary>
    public ExpressionSchemaBuilder Alias(string alias, string root)
    {
        Name(alias, _names.TryGetValue(root, out int index) ? index : throw new ArgumentException($"There is no root '{root}'.", nameof(root)));
        return this;
    }

    /// <summary>Says whose attributes may be named bare; without this it is the root named <c>source</c>.</summary>
    public ExpressionSchemaBuilder Bare(string root)
    {
        _bareRoot = root;
        return this;
    }

    /// <summary>Lets unknown names pass until evaluation reaches them.</summary>
    public ExpressionSchemaBuilder DeferErrors()
    {
        _defersErrors = true;
        return this;
    }

    /// <summary>Says what gives roots to a schema that has none: the library does not know where its caller takes them from.</summary>
    public ExpressionSchemaBuilder RootsFrom(string? remedy)
    {
        _rootsRemedy = remedy;
        return this;
    }

    /// <summary>The schema.</summary>
    public ExpressionSchema Build() => new([.. _roots], _names, _bareRoot ?? (_names.ContainsKey("source") ? "source" : null), _defersErrors, _rootsRemedy);

    private ExpressionSchemaBuilder Root(string name, IEnumerable<SchemaAttribute> attributes, bool isOpen)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(attributes);
        int index = _roots.Count;
        Name(name, index);
        _roots.Add(new SchemaRoot(name, index, [.. attributes], isOpen));

        // The reference's own pages write both.
        return name == "appuser" ? Alias("appUser", name) : this;
    }

    private void Name(string name, int index)
    {
        if (!_names.TryAdd(name, index))
        {
            throw new ArgumentException($"There are two roots named '{name}'.", nameof(name));
        }
    }
}
