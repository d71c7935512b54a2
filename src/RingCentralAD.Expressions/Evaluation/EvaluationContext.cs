namespace RingCentralAD.Expressions;

/// <summary>
/// The values one evaluation reads: for each root of a schema an array of attribute values by slot.
/// One context serves many people in turn: set the next person's arrays, or overwrite the values in them. Not for two threads at once.
/// </summary>
public sealed class EvaluationContext
{
    private long _steps;

    /// <summary>A context for expressions bound to <paramref name="schema"/>; every profile is missing until it is set.</summary>
    public EvaluationContext(ExpressionSchema schema, EvaluationEnvironment? environment = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        Profiles = new object?[schema.Roots.Count][];
        Environment = environment ?? EvaluationEnvironment.Empty;
        Time = time ?? TimeProvider.System;
    }

    /// <summary>The schema whose slots the profiles follow.</summary>
    public ExpressionSchema Schema { get; }

    /// <summary>Groups, manager and the rest of what is known about the person.</summary>
    public EvaluationEnvironment Environment { get; set; }

    /// <summary>The clock of Time.now.</summary>
    public TimeProvider Time { get; }

    internal object?[]?[] Profiles { get; }

    /// <summary>
    /// Sets a root's values, by slot: null, string, int, long, double, bool, <see cref="IReadOnlyList{T}"/> of these, <see cref="IAttributeSource"/>.
    /// A null array is a missing profile: reading an attribute of it is a type error.
    /// </summary>
    /// <exception cref="ArgumentException">The schema has no such root.</exception>
    public void SetProfile(string root, object?[]? values)
    {
        SchemaRoot found = Schema.FindRoot(root) ?? throw new ArgumentException($"The schema has no root '{root}'.", nameof(root));
        Profiles[found.Index] = values;
    }

    /// <summary>Sets a root's values by the root's index in the schema.</summary>
    public void SetProfile(int root, object?[]? values) => Profiles[root] = values;

    /// <summary>The element that a projection is at.</summary>
    internal object? Element { get; set; }

    /// <summary>The functions of the expression under way.</summary>
    internal FunctionTable Functions { get; private set; } = FunctionTable.Standard;

    /// <summary>The evaluation that this one is a part of, which counts its steps.</summary>
    internal EvaluationContext? Outer { get; init; }

    internal void Begin(FunctionTable functions)
    {
        _steps = 0;
        Element = null;
        if (!ReferenceEquals(Functions, functions))
        {
            Functions = functions;
        }
    }

    /// <summary>Counts work that grows with the data; the parts of the expression itself are bounded by its length.</summary>
    internal void Charge(long steps)
    {
        if (Outer is not null)
        {
            Outer.Charge(steps);
            return;
        }

        _steps = Math.Min(_steps + steps, int.MaxValue);
        if (_steps > Limits.Steps)
        {
            throw FunctionException.Limit($"The evaluation takes more than {Limits.Show(Limits.Steps)} steps.", "Shorten the lists or the texts that it works on.");
        }
    }
}
