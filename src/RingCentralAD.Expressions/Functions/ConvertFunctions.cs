namespace RingCentralAD.Expressions;

/// <summary><c>Convert.*</c> (reference, 5.3 and section 9, decision 4).</summary>
[FunctionGroup("Conversion", "Text is written as in the language itself: a point before decimals, no separators.")]
public static class ConvertFunctions
{
    [Function("Convert.toInt", "Text as a whole number, or a decimal number rounded to the nearest one, halves upward. An error where the text is no whole number.", Nulls = NullResult.FirstArgument)]
    [Example("""Convert.toInt("1234")""", "1234")]
    [Example("Convert.toInt(123.6)", "124")]
    [Example("Convert.toInt(-122.5)", "-122")]
    public static int? ToInt([ShownAs("String or Number")] object? value) => value switch
    {
        null => null,
        double number => Rounded(number),
        long number => unchecked((int)number),
        bool => throw new FunctionException("true and false are no numbers."),
        _ => Coerce.ToInteger(value),
    };

    [Function("Convert.toNum", "Text as a decimal number. An error where the text is no number.", Nulls = NullResult.FirstArgument)]
    [Example("""Convert.toNum("3.141")""", "3.141")]
    [Example("""Convert.toNum("1.5") + 1""", "2.5")]
    public static double? ToNum([ShownAs("String")] object? value) => value is null ? null : Coerce.ToReal(value);

    /// <summary>Java's Math.round: the floor of the value and a half, kept within 64 bits, then cut to 32.</summary>
    private static int Rounded(double number)
    {
        double floor = Math.Floor(number);
        double nearest = number - floor >= 0.5 ? floor + 1 : floor;
        long whole = nearest switch
        {
            double.NaN => 0,
            >= 9223372036854775807d => long.MaxValue,
            <= -9223372036854775808d => long.MinValue,
            _ => (long)nearest,
        };
        return unchecked((int)whole);
    }
}
