using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>An operation as an argument: its id, or an object that has one.</summary>
public sealed class OperationReference
{
    private readonly string _text;

    /// <summary>By its id.</summary>
    public OperationReference(string id) => (Id, _text) = (id, id);

    /// <summary>By the object of Get-RcOperation or Invoke-RcProvisioning, also one that came from another session.</summary>
    public OperationReference(object value)
    {
        // PowerShell takes the wrapping off before it looks for a constructor, so that one for a PSObject would take nothing piped.
        PSObject wrapped = PSObject.AsPSObject(value);
        (Id, _text, State) = wrapped.BaseObject switch
        {
            OperationInfo operation => (operation.Id, operation.ToString(), operation.State),
            ProvisioningRecord { OperationId: { } id } record => (id, record.ToString(), record.State),
            string id => (id, id, (OperationState?)null),
            _ => (Property(wrapped, "OperationId") ?? Property(wrapped, "Id") ?? throw new ArgumentException("The object names no operation: it has neither OperationId nor Id."), wrapped.ToString(), null),
        };
    }

    internal string Id { get; }

    /// <summary>Where it stood when it was looked at; null where only its id is known.</summary>
    internal OperationState? State { get; }

    /// <inheritdoc />
    public override string ToString() => _text;

    private static string? Property(PSObject value, string name) => value.Properties[name]?.Value as string;
}
