namespace RingCentralAD.Expressions;

/// <summary>Reading an attribute of a value by name.</summary>
internal static class Members
{
    public static bool TryGet(object value, string name, out object? found)
    {
        if (value is IAttributeSource source)
        {
            return source.TryGetAttribute(name, out found);
        }

        found = null;
        return value is IReadOnlyDictionary<string, object?> map && map.TryGetValue(name, out found);
    }
}

/// <summary>A root's values as one value.</summary>
internal sealed class ProfileValue(SchemaRoot root, object?[] values) : IAttributeSource
{
    public bool TryGetAttribute(string name, out object? value)
    {
        SchemaAttribute? attribute = root.Find(name);
        value = attribute is not null && attribute.Slot < values.Length ? values[attribute.Slot] : null;
        return attribute is not null;
    }
}
