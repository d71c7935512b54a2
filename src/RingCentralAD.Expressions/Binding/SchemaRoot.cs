using System.Collections.Frozen;

namespace RingCentralAD.Expressions;

/// <summary>A profile that expressions read: its name, its place in a context, its attributes.</summary>
public sealed class SchemaRoot
{
    private readonly FrozenDictionary<string, SchemaAttribute> _byName;

    internal SchemaRoot(string name, int index, IReadOnlyList<SchemaAttribute> attributes)
    {
        Name = name;
        Index = index;
        Attributes = attributes;
        SlotCount = attributes.Count == 0 ? 0 : attributes.Max(attribute => attribute.Slot) + 1;
        _byName = attributes.ToFrozenDictionary(attribute => attribute.Name, StringComparer.Ordinal);
    }

    /// <summary>The name as expressions write it.</summary>
    public string Name { get; }

    /// <summary>The index of its values in an <see cref="EvaluationContext"/>.</summary>
    public int Index { get; }

    /// <summary>The attributes, in the order they were given.</summary>
    public IReadOnlyList<SchemaAttribute> Attributes { get; }

    /// <summary>How long an array of values is.</summary>
    public int SlotCount { get; }

    /// <summary>The attribute of that name, case sensitive; null where there is none.</summary>
    public SchemaAttribute? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>An array for one person's values, all null.</summary>
    public object?[] NewProfile() => new object?[SlotCount];
}
