using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>Which operations are meant: those in a state, or the one of an id. A number is an id: nobody who types one means the state that PowerShell takes it for.</summary>
public sealed class OperationChoice
{
    /// <summary>Those in a state.</summary>
    public OperationChoice(OperationState state) => State = state;

    /// <summary>By the name of a state, by an id, or by an object that has one.</summary>
    public OperationChoice(object value)
    {
        State = PSObject.AsPSObject(value).BaseObject switch
        {
            OperationState state => state,
            string name when !name.All(char.IsAsciiDigit) && LanguagePrimitives.TryConvertTo(name, out OperationState state) => state,
            _ => null,
        };
        Operation = State is null ? new OperationReference(value) : null;
    }

    /// <summary>The state; null where one operation is meant.</summary>
    internal OperationState? State { get; }

    /// <summary>The operation; null where a state is meant.</summary>
    internal OperationReference? Operation { get; }

    /// <inheritdoc />
    public override string ToString() => State?.ToString() ?? Operation!.ToString();
}
