using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// The functions of a mapping: the language's own, and those with a package or data behind them. A new function is one method in one of these
/// classes plus its table of cases (tests, Mapping/Cases).
/// </summary>
public static class MappingFunctions
{
    /// <summary>All functions.</summary>
    public static FunctionTable Table { get; } = FunctionTable.Standard.With(typeof(PhoneFunctions)).With(typeof(StateFunctions));
}
