using System.Collections.Frozen;
using System.Reflection;

namespace RingCentralAD.Expressions;

/// <summary>The functions that expressions may call, by name.</summary>
public sealed class FunctionTable
{
    private readonly FrozenDictionary<string, FunctionDefinition> _byName;
    private readonly FrozenSet<string> _namespaces;

    private FunctionTable(IReadOnlyList<FunctionDefinition> functions)
    {
        Functions = functions;
        _byName = functions.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);
        _namespaces = functions.Select(function => function.Namespace).OfType<string>().Where(name => name != "user").ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The functions of the language itself (reference, section 5, and String.endsWith and String.trim).</summary>
    public static FunctionTable Standard { get; } = new FunctionTable([])
        .With(typeof(StringFunctions))
        .With(typeof(BareFunctions))
        .With(typeof(ArrayFunctions))
        .With(typeof(ConvertFunctions))
        .With(typeof(CountryFunctions))
        .With(typeof(GroupFunctions))
        .With(typeof(TimeFunctions))
        .With(typeof(PeopleFunctions));

    /// <summary>The functions, in the order they were added.</summary>
    public IReadOnlyList<FunctionDefinition> Functions { get; }

    /// <summary>What stands before the dots: String, Arrays, Convert, …</summary>
    public IReadOnlyCollection<string> Namespaces => _namespaces;

    /// <summary>
    /// A table with the public static methods of <paramref name="type"/> that carry <see cref="FunctionAttribute"/> added.
    /// Parameters may be string, int?, double?, bool?, object, <see cref="IReadOnlyList{T}"/> of object (which also takes comma-separated text)
    /// and a params array of string or object at the end, at most four; an <see cref="EvaluationContext"/> may come first.
    /// A method gives string, int?, double?, bool, object, a list or an <see cref="IAttributeSource"/>, and throws <see cref="FunctionException"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A name is there already.</exception>
    public FunctionTable With(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var added = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
            .OrderBy(method => method.MetadataToken)
            .Select(method => new FunctionDefinition(method));
        return new FunctionTable([.. Functions, .. added]);
    }

    /// <summary>The function of that name, case sensitive; null where there is none.</summary>
    public FunctionDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    internal bool HasNamespace(string name) => _namespaces.Contains(name);
}
