namespace RingCentralAD.Expressions;

/// <summary>An attribute that expressions may name.</summary>
/// <param name="Name">Its name, case sensitive. A name that is no identifier is written in brackets: <c>user['cost center']</c>.</param>
/// <param name="Slot">Where its value stands in the root's array of values.</param>
/// <param name="Types">What its values are, where that is known; warnings and the check against a target use it.</param>
/// <param name="MayBeNull">Whether a person may be without it.</param>
/// <param name="Description">A few words for tab completion.</param>
public sealed record SchemaAttribute(
    string Name,
    int Slot,
    ValueTypes Types = ValueTypes.Any,
    bool MayBeNull = true,
    string? Description = null)
{
    internal ValueTypes AllTypes => MayBeNull ? Types | ValueTypes.Null : Types & ~ValueTypes.Null;
}
