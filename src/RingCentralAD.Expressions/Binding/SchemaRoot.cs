using System.Collections.Concurrent;

namespace RingCentralAD.Expressions;

/// <summary>A profile that expressions read: its name, its place in a context, its attributes.</summary>
public sealed class SchemaRoot
{
    private readonly ConcurrentDictionary<string, SchemaAttribute> _byName = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private volatile IReadOnlyList<SchemaAttribute> _attributes;
    private volatile int _slots;

    internal SchemaRoot(string name, int index, IReadOnlyList<SchemaAttribute> attributes, bool isOpen)
    {
        Name = name;
        Index = index;
        IsOpen = isOpen;
        _attributes = attributes;
        _slots = attributes.Count == 0 ? 0 : attributes.Max(attribute => attribute.Slot) + 1;
        foreach (SchemaAttribute attribute in attributes)
        {
            if (!_byName.TryAdd(attribute.Name, attribute))
            {
                throw new ArgumentException($"{name} has two attributes named '{attribute.Name}'.", nameof(attributes));
            }
        }
    }

    /// <summary>The name as expressions write it.</summary>
    public string Name { get; }

    /// <summary>The index of its values in an <see cref="EvaluationContext"/>.</summary>
    public int Index { get; }

    /// <summary>
    /// Whether any name is taken for an attribute, as for a directory's entries: the first expression that uses a new one gives it the next slot.
    /// Bind the expressions first, then make the profiles, so that they are long enough; a value past the end of a profile is null.
    /// </summary>
    public bool IsOpen { get; }

    /// <summary>The attributes, in the order they were given or met.</summary>
    public IReadOnlyList<SchemaAttribute> Attributes => _attributes;

    /// <summary>How long an array of values is.</summary>
    public int SlotCount => _slots;

    /// <summary>The attribute of that name, case sensitive; null where there is none.</summary>
    public SchemaAttribute? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>An array for one person's values, all null.</summary>
    public object?[] NewProfile() => new object?[SlotCount];

    /// <summary>As <see cref="Find"/>; an open root learns a name it has not met.</summary>
    internal SchemaAttribute? FindOrAdd(string name)
    {
        SchemaAttribute? known = Find(name);
        if (known is not null || !IsOpen)
        {
            return known;
        }

        lock (_adding)
        {
            if (Find(name) is { } meanwhile)
            {
                return meanwhile;
            }

            var added = new SchemaAttribute(name, SlotCount);
            _slots++;
            _attributes = [.. _attributes, added];
            return _byName[name] = added;
        }
    }
}
