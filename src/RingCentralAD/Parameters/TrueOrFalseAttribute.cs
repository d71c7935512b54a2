using System.Management.Automation;

namespace RingCentralAD;

/// <summary>Takes 'true' and 'false' for $true and $false, and says so of any other text. PowerShell's own word on it is that String converts to no Boolean.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TrueOrFalseAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text ? inputData
        : bool.TryParse(text.TrimStart('$'), out bool value) ? value
        : throw new ArgumentTransformationMetadataException($"'{text}' is neither $true nor $false: give one of the two.");
}
