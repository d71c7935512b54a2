namespace RingCentralAD.Core.Storage;

/// <summary>
/// One step of the schema. A step that was ever released is never changed: the next change is the next step.
/// </summary>
/// <param name="Version">The version of the schema after it.</param>
/// <param name="Sql">
/// Statements ended by semicolons, in the subset that both dialects read; <c>{text}</c>, <c>{key}</c>, <c>{long}</c>,
/// <c>{bool}</c>, <c>{time}</c> and <c>{json}</c> stand for column types, <c>{narrow}</c> ends a table of short rows.
/// </param>
internal sealed record SchemaStep(int Version, string Sql);
