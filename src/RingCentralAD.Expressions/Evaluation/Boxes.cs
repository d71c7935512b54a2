namespace RingCentralAD.Expressions;

/// <summary>Shared boxes, so that a Boolean or a small number costs no memory.</summary>
internal static class Boxes
{
    private const int Lowest = -128;
    private const int Highest = 1023;

    private static readonly object[] s_integers = [.. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(i => (object)i)];

    public static readonly object True = true;

    public static readonly object False = false;

    public static object Of(bool value) => value ? True : False;

    public static object Of(int value) => value is >= Lowest and <= Highest ? s_integers[value - Lowest] : value;
}
