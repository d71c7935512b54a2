using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>Says which directions there are where an argument names none. PowerShell's own word on it is that no parameter takes the argument.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DirectionNameAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string name && !LanguagePrimitives.TryConvertTo(name, out MappingDirection _)
            ? throw new ArgumentTransformationMetadataException($"'{name}' is no direction. Name one of these: {string.Join(", ", Enum.GetNames<MappingDirection>())}.")
            : inputData;
}
