namespace RingCentralAD.Expressions;

/// <summary>What an expression may cost (REFERENCE, section 9, number 12).</summary>
internal static class Limits
{
    public const int ExpressionLength = 10_000;
    public const int ResultLength = 100_000;
    public const int Depth = 200;
    public const int Steps = 100_000;
}
