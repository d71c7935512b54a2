namespace RingCentralAD.Expressions.Tests;

/// <summary>Functions as another project would add them.</summary>
public static class OwnFunctions
{
    [Function("Own.shout", "A text with an exclamation mark.", Nulls = NullResult.FirstArgument)]
    [Example("""Own.shout("a")""", "\"a!\"")]
    public static string? Shout(string? text) => text is null ? null : text + "!";
}

/// <summary>Functions that misbehave.</summary>
public static class BadFunctions
{
    [Function("Bad.throws", "Throws what a function should not throw.")]
    [Example("1", "1")]
    public static string Throws(string? text) => throw new InvalidOperationException("inside");

    [Function("Bad.refuses", "Throws what a function should throw.")]
    [Example("1", "1")]
    public static string Refuses(string? text) => throw new FunctionException("no good", "try another");

    [Function("Bad.long", "Gives a text past the limit.")]
    [Example("1", "1")]
    public static string Long() => new('x', Limits.TextLength + 1);
}
