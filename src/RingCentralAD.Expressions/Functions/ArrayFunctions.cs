using System.Text;

namespace RingCentralAD.Expressions;

/// <summary>
/// <c>Arrays.*</c> (reference, 5.2). Every array may also be comma-separated text; null is an empty array, except in flatten.
/// No function changes the array it is given.
/// </summary>
[FunctionGroup("Arrays", "Every array may also be text with commas between its items, which are trimmed; null and empty text are empty arrays. No function changes the array it is given.")]
public static class ArrayFunctions
{
    [Function("Arrays.add", "The array with a value added at its end.")]
    [Example("""Arrays.add(user.tags, "pink")""", """{"red", "blue", "pink"}""", Context = """{"user":{"tags":["red","blue"]}}""")]
    [Example("""Arrays.add(Arrays.toCsvString({}), "vpn")""", """{"vpn"}""")]
    public static IReadOnlyList<object?> Add(IReadOnlyList<object?> array, object? value)
    {
        Check((long)array.Count + 1);
        return [.. array, value];
    }

    [Function("Arrays.remove", "The array without the elements that equal the value.")]
    [Example("Arrays.remove(user.numbers, 20)", "{10, 30}", Context = """{"user":{"numbers":[10,20,30]}}""")]
    public static IReadOnlyList<object?> Remove([ShownAs("Array")] object? array, object? value)
    {
        IReadOnlyList<object?> elements = Coerce.ToList(array);
        object? wanted = Wanted(array, value);
        return [.. elements.Where(element => !Comparison.AreEqual(element, wanted))];
    }

    [Function("Arrays.clear", "An empty array.")]
    [Example("Arrays.clear(user.tags)", "{}", Context = """{"user":{"tags":["red"]}}""")]
    public static IReadOnlyList<object?> Clear(IReadOnlyList<object?> array) => [];

    [Function("Arrays.get", "The element at a position, counted from 0. An error outside the array.", Nulls = NullResult.Possible)]
    [Example("Arrays.get({0, 1, 2}, 0)", "0")]
    [Example("""Arrays.get("red,green", 1)""", "\"green\"")]
    public static object? Get(IReadOnlyList<object?> array, [ShownAs("Integer")] object? position) => IndexValueNode.Element(array, position);

    [Function("Arrays.flatten", "One array of all the values and of the elements of all the arrays. An error when a value is null: write x != null ? x : {}.")]
    [Example("Arrays.flatten(10, {20, 30}, 40)", "{10, 20, 30, 40}")]
    [Example("Arrays.flatten('10, 20, 30, 40')", """{"10", "20", "30", "40"}""")]
    public static IReadOnlyList<object?> Flatten(params object?[] values)
    {
        List<object?> flat = [];
        foreach (object? value in values)
        {
            Flatten(flat, value switch
            {
                null => throw new FunctionException("Arrays.flatten takes no null.", "Give an empty list instead: x != null ? x : {}."),
                string text => CsvText.Split(text),
                IReadOnlyList<object?> list => list,
                _ => [value],
            });
        }

        return flat;
    }

    [Function("Arrays.contains", "Whether an element equals the value, whole and with its case.")]
    [Example("Arrays.contains({10, 20, 30}, 10)", "true")]
    [Example("Arrays.contains({10, 20, 30}, 50)", "false")]
    [Example("""Arrays.contains("red,green", "green")""", "true")]
    public static bool Contains([ShownAs("Array")] object? array, object? value)
    {
        IReadOnlyList<object?> elements = Coerce.ToList(array);
        object? wanted = Wanted(array, value);
        for (int i = 0; i < elements.Count; i++)
        {
            if (Comparison.AreEqual(elements[i], wanted))
            {
                return true;
            }
        }

        return false;
    }

    [Function("Arrays.size", "How many elements there are; 0 for null.")]
    [Example("Arrays.size({10, 20, 30})", "3")]
    [Example("Arrays.size(NULL)", "0")]
    public static int Size(IReadOnlyList<object?> array) => array.Count;

    [Function("Arrays.isEmpty", "Whether there is no element; true for null.")]
    [Example("Arrays.isEmpty({10, 20})", "false")]
    [Example("Arrays.isEmpty(NULL)", "true")]
    public static bool IsEmpty(IReadOnlyList<object?> array) => array.Count == 0;

    [Function("Arrays.toCsvString", "The elements with commas between them, neither quoted nor trimmed; a null element counts as empty.")]
    [Example("""Arrays.toCsvString({"This", "is", " a ", "test"})""", "\"This,is, a ,test\"")]
    public static string ToCsvString(IReadOnlyList<object?> array)
    {
        var output = new StringBuilder();
        for (int i = 0; i < array.Count; i++)
        {
            output.Append(i > 0 ? "," : "").Append(Coerce.ToText(array[i]));
            TextJoin.Check(output.Length);
        }

        return output.ToString();
    }

    private static void Flatten(List<object?> flat, IReadOnlyList<object?> values)
    {
        foreach (object? value in values)
        {
            if (value is IReadOnlyList<object?> inner)
            {
                Flatten(flat, inner);
            }
            else
            {
                flat.Add(value);
                Check(flat.Count);
            }
        }
    }

    /// <summary>The items of comma-separated text are texts, so the value is compared as one.</summary>
    private static object? Wanted(object? array, object? value) => array is IReadOnlyList<object?> ? value : Coerce.ToText(value);

    private static void Check(long count)
    {
        if (count > Limits.ListLength)
        {
            throw FunctionException.TooMany();
        }
    }
}
