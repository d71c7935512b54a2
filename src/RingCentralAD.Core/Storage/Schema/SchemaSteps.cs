namespace RingCentralAD.Core.Storage;

/// <summary>All steps of the schema, in order.</summary>
internal static class SchemaSteps
{
    public static IReadOnlyList<SchemaStep> All { get; } = [Step001.Step, Step002.Step, Step003.Step, Step004.Step, Step005.Step, Step006.Step, Step007.Step, Step008.Step, Step009.Step, Step010.Step, Step011.Step, Step012.Step, Step013.Step];
}
