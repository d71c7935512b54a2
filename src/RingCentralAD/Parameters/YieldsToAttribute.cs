using System.Management.Automation;

namespace RingCentralAD;

/// <summary>
/// Leaves piped objects that name nobody, but have one of these properties, to the parameters that these bind to. Without it such an object would count
/// as a person who is not named.
/// </summary>
/// <param name="names">The names and aliases of the other parameters.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class YieldsToAttribute(params string[] names) : ArgumentTransformationAttribute
{
    /// <summary>What names them.</summary>
    public IReadOnlyList<string> Names => names;

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is null || LanguagePrimitives.GetEnumerable(inputData) is not null)
        {
            return inputData!;
        }

        PSObject piped = PSObject.AsPSObject(inputData);
        bool others = names.Any(name => piped.Properties[name] is not null);

        // PowerShell takes this kind of exception for an object that does not bind, and goes on to the other parameters.
        return others && new UserIdentity(inputData).Unfit is { } unfit
            ? throw new ArgumentTransformationMetadataException(unfit.Message, new PSInvalidCastException(unfit.Message))
            : inputData;
    }
}
