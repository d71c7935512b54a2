namespace RingCentralAD.HelpWriter.Reading;

/// <summary>How a type is called in help.</summary>
internal static class TypeNames
{
    public static string Short(Type type) => Name(type, plain => plain.Name);

    public static string Full(Type type) => Name(type, plain => plain.FullName ?? plain.Name);

    private static string Name(Type type, Func<Type, string> named)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value, named);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!, named) + "[]";
        }

        return type.IsGenericType
            ? $"{named(type.GetGenericTypeDefinition()).Split('`')[0]}[{string.Join(",", type.GetGenericArguments().Select(argument => Name(argument, named)))}]"
            : named(type);
    }
}
