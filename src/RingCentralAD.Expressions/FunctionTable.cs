namespace RingCentralAD.Expressions;

/// <summary>The functions by name; others may add theirs.</summary>
public sealed class FunctionTable
{
    private readonly Dictionary<string, Function> _functions = new(StringComparer.Ordinal);

    /// <summary>Makes a table of the language's own functions and the given ones.</summary>
    public FunctionTable(IEnumerable<Function>? more = null)
    {
        foreach (Function function in StringFunctions.All.Concat(more ?? []))
        {
            _functions[function.Name] = function;
        }
    }

    /// <summary>The language's own functions.</summary>
    public static FunctionTable Standard { get; } = new();

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _functions.Keys;

    /// <summary>The function, or null.</summary>
    public Function? Find(string name) => _functions.GetValueOrDefault(name);

    /// <summary>Whether any function has this prefix, as in String.len.</summary>
    public bool HasPrefix(string prefix) => _functions.Keys.Any(name => name.StartsWith(prefix + ".", StringComparison.Ordinal));
}
