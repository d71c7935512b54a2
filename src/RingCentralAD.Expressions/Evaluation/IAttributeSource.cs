namespace RingCentralAD.Expressions;

/// <summary>A value with attributes of its own, read by name: a manager, a group, a directory user.</summary>
public interface IAttributeSource
{
    /// <summary>False where the schema of this value has no such attribute; true with null where it has one that is empty.</summary>
    bool TryGetAttribute(string name, out object? value);
}

/// <summary>Attributes out of a dictionary.</summary>
public sealed class AttributeMap(IReadOnlyDictionary<string, object?> values) : IAttributeSource
{
    /// <inheritdoc/>
    public bool TryGetAttribute(string name, out object? value) => values.TryGetValue(name, out value);
}
