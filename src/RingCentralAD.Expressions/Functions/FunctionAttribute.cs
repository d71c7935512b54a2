namespace RingCentralAD.Expressions;

/// <summary>When a function gives null, as far as the binder can tell; warnings about joined nulls use it.</summary>
public enum NullResult
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>When its first argument is null.</summary>
    FirstArgument,

    /// <summary>When any argument is null.</summary>
    AnyArgument,

    /// <summary>Whatever its arguments are.</summary>
    Possible,
}

/// <summary>The heading under which the generated page lists a class's functions.</summary>
/// <param name="title">The heading.</param>
/// <param name="remark">What holds for all of them.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FunctionGroupAttribute(string title, string remark) : Attribute
{
    /// <summary>The heading.</summary>
    public string Title { get; } = title;

    /// <summary>What holds for all of them.</summary>
    public string Remark { get; } = remark;
}

/// <summary>Makes a public static method a function of the language.</summary>
/// <param name="name">As expressions write it: <c>String.len</c>, <c>hasDirectoryUser</c>, <c>user.getGroups</c>.</param>
/// <param name="meaning">What it gives and what it does with null, in a sentence or two.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name, string meaning) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The meaning.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>When it gives null.</summary>
    public NullResult Nulls { get; set; } = NullResult.Never;

    /// <summary>What it gives, where the method's return type says too little.</summary>
    public ValueTypes Returns { get; set; }

    /// <summary>The name to use instead, for functions that are only kept for old expressions.</summary>
    public string? UseInstead { get; set; }
}

/// <summary>An example of a function; the tests evaluate it and the generated page shows it.</summary>
/// <param name="expression">The example.</param>
/// <param name="result">What it gives, written as an expression: <c>"ab"</c>, <c>3</c>, <c>{1, 2}</c>, <c>null</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ExampleAttribute(string expression, string result) : Attribute
{
    /// <summary>The example.</summary>
    public string Expression { get; } = expression;

    /// <summary>Its result.</summary>
    public string Result { get; } = result;

    /// <summary>The context it needs, as JSON (reference, section 10).</summary>
    public string? Context { get; set; }
}

/// <summary>The name of a parameter's type as the signature shows it, where the method's own type says too little.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShownAsAttribute(string type) : Attribute
{
    /// <summary>The name.</summary>
    public string Type { get; } = type;
}
