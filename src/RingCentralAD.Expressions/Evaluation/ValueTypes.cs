namespace RingCentralAD.Expressions;

/// <summary>What values an attribute or an expression may have; several at once where that is not settled before evaluation.</summary>
[Flags]
public enum ValueTypes
{
    /// <summary>No value at all.</summary>
    None = 0,

    /// <summary>The value may be null.</summary>
    Null = 1,

    /// <summary>Text.</summary>
    Text = 2,

    /// <summary>A whole number of 32 bits.</summary>
    Integer = 4,

    /// <summary>A whole number of 64 bits.</summary>
    Long = 8,

    /// <summary>A number with a fraction (64-bit floating point).</summary>
    Real = 16,

    /// <summary>true or false.</summary>
    Boolean = 32,

    /// <summary>A list.</summary>
    List = 64,

    /// <summary>A profile, a group or a map: something with attributes of its own.</summary>
    Profile = 128,

    /// <summary>Any number.</summary>
    Number = Integer | Long | Real,

    /// <summary>Nothing is known.</summary>
    Any = 255,
}

/// <summary>Types of values in words.</summary>
public static class ValueTypeNames
{
    /// <summary>The types in words, for messages: "a text or a whole number".</summary>
    public static string Describe(ValueTypes types)
    {
        List<string> names = [];
        Add(ValueTypes.Text, "a text");
        Add(ValueTypes.Integer, "a whole number");
        Add(ValueTypes.Long, "a long number");
        Add(ValueTypes.Real, "a decimal number");
        Add(ValueTypes.Boolean, "true or false");
        Add(ValueTypes.List, "a list");
        Add(ValueTypes.Profile, "a profile");
        Add(ValueTypes.Null, "null");
        return string.Join(" or ", names);

        void Add(ValueTypes type, string name)
        {
            if ((types & type) != 0)
            {
                names.Add(name);
            }
        }
    }

    /// <summary>The type of a value in words.</summary>
    public static string DescribeValue(object? value) => Describe(Of(value));

    internal static ValueTypes Of(object? value) => value switch
    {
        null => ValueTypes.Null,
        string => ValueTypes.Text,
        int => ValueTypes.Integer,
        long => ValueTypes.Long,
        double => ValueTypes.Real,
        bool => ValueTypes.Boolean,
        IReadOnlyList<object?> => ValueTypes.List,
        _ => ValueTypes.Profile,
    };
}
