using System.Reflection;

namespace RingCentralAD.Expressions;

/// <summary>A function of the language, read from its method and that method's attributes.</summary>
public sealed class FunctionDefinition
{
    private readonly FunctionAttribute _attribute;

    internal FunctionDefinition(MethodInfo method)
    {
        Method = method;
        _attribute = method.GetCustomAttribute<FunctionAttribute>()!;
        ParameterInfo[] parameters = method.GetParameters();
        Group = method.DeclaringType!.GetCustomAttribute<FunctionGroupAttribute>() ?? new("Further functions", "");
        TakesContext = parameters.Length > 0 && parameters[0].ParameterType == typeof(EvaluationContext);
        Parameters = [.. parameters.Skip(TakesContext ? 1 : 0).Select(FunctionParameter.From)];
        Returns = _attribute.Returns != ValueTypes.None ? _attribute.Returns : TypesOf(method.ReturnType);
        Examples = [.. method.GetCustomAttributes<ExampleAttribute>()];
        MinArguments = Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsVariadic);
        IsVariadic = Parameters.Count > 0 && Parameters[^1].IsVariadic;
    }

    /// <summary>The name as expressions write it.</summary>
    public string Name => _attribute.Name;

    /// <summary>What it gives and what it does with null.</summary>
    public string Meaning => _attribute.Meaning;

    /// <summary>When it gives null.</summary>
    public NullResult Nulls => _attribute.Nulls;

    /// <summary>The function to use instead; null unless this one is deprecated.</summary>
    public string? UseInstead => _attribute.UseInstead;

    /// <summary>The heading it belongs under.</summary>
    public FunctionGroupAttribute Group { get; }

    /// <summary>What stands before the dot of its name; null for a bare one.</summary>
    public string? Namespace => Name.Contains('.', StringComparison.Ordinal) ? Name[..Name.IndexOf('.', StringComparison.Ordinal)] : null;

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<FunctionParameter> Parameters { get; }

    /// <summary>The kinds of values it gives, null aside.</summary>
    public ValueTypes Returns { get; }

    /// <summary>Its examples.</summary>
    public IReadOnlyList<ExampleAttribute> Examples { get; }

    /// <summary>The fewest arguments it takes.</summary>
    public int MinArguments { get; }

    /// <summary>Whether its last parameter stands for any number of arguments.</summary>
    public bool IsVariadic { get; }

    /// <summary>Its signature: <c>String.substring(String input, Integer start, Integer end)</c>.</summary>
    public string Signature => $"{Name}({string.Join(", ", Parameters.Select(Show))})";

    internal MethodInfo Method { get; }

    internal bool TakesContext { get; }

    internal bool Accepts(int count) => count >= MinArguments && (IsVariadic || count <= Parameters.Count);

    /// <summary>How many arguments it takes, in words.</summary>
    internal string Takes() => (MinArguments, Parameters.Count) switch
    {
        var (least, _) when IsVariadic => $"at least {Count(least)}",
        var (least, most) when least == most => least == 0 ? "no argument" : Count(least),
        var (least, most) => $"{least} to {Count(most)}",
    };

    private static string Count(int count) => count == 1 ? "1 argument" : $"{count} arguments";

    private static string Show(FunctionParameter parameter)
    {
        string text = $"{parameter.TypeName}{(parameter.IsVariadic ? "..." : "")} {parameter.Name}";
        return parameter.IsOptional ? $"[{text}]" : text;
    }

    private static ValueTypes TypesOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => ValueTypes.Text,
        var t when t == typeof(int) => ValueTypes.Integer,
        var t when t == typeof(double) => ValueTypes.Real,
        var t when t == typeof(bool) => ValueTypes.Boolean,
        var t when t == typeof(IAttributeSource) => ValueTypes.Profile,
        var t when typeof(IReadOnlyList<object?>).IsAssignableFrom(t) => ValueTypes.List,
        _ => ValueTypes.Any & ~ValueTypes.Null,
    };
}
