using System.Collections.Frozen;

namespace RingCentralAD.Expressions;

/// <summary>
/// The names an expression may use: roots (<c>user</c>, <c>appuser</c>, …) and their attributes, each with its slot.
/// Bound once to a schema, an expression finds every attribute by index.
/// </summary>
public sealed class ExpressionSchema
{
    private readonly FrozenDictionary<string, SchemaRoot> _byName;

    internal ExpressionSchema(IReadOnlyList<SchemaRoot> roots, IReadOnlyDictionary<string, int> names, string? bareRoot, bool defersErrors, string? rootsRemedy)
    {
        Roots = roots;
        _byName = names.ToFrozenDictionary(pair => pair.Key, pair => roots[pair.Value], StringComparer.Ordinal);
        BareRoot = bareRoot is null ? null : FindRoot(bareRoot);
        DefersErrors = defersErrors;
        RootsRemedy = rootsRemedy;
    }

    /// <summary>The roots, in the order of their indexes.</summary>
    public IReadOnlyList<SchemaRoot> Roots { get; }

    /// <summary>All names of roots, aliases among them.</summary>
    public IReadOnlyCollection<string> RootNames => _byName.Keys;

    /// <summary>The root whose attributes may be named without it; null where there is none. <c>source</c> by default.</summary>
    public SchemaRoot? BareRoot { get; }

    /// <summary>
    /// Whether an unknown name, an unknown function or a wrong number of arguments is only an error when evaluation reaches it.
    /// Saving a mapping refuses it anywhere; trying an expression out complains of what it reaches (reference, section 9, decision 3).
    /// </summary>
    public bool DefersErrors { get; }

    /// <summary>What gives roots to a schema that has none, as a sentence for who wrote the expression; null where nobody said.</summary>
    public string? RootsRemedy { get; }

    /// <summary>The root of that name or alias, case sensitive; null where there is none.</summary>
    public SchemaRoot? FindRoot(string name) => _byName.GetValueOrDefault(name);
}
