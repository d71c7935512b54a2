using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD;

/// <summary>An operation as an argument: its id, or an object that has one.</summary>
public sealed class OperationReference
{
    private readonly string? _id;
    private readonly string _text;

    /// <summary>By its id.</summary>
    public OperationReference(string id) => (_id, _text) = (id, id);

    /// <summary>By the object of Get-RcOperation or Invoke-RcProvisioning, also one that came from another session. What names no operation is taken too: the cmdlet tells of it, and goes on with the others.</summary>
    public OperationReference(object value)
    {
        // PowerShell takes the wrapping off before it looks for a constructor, so that one for a PSObject would take nothing piped.
        PSObject wrapped = PSObject.AsPSObject(value);
        (_id, _text, State) = wrapped.BaseObject switch
        {
            OperationInfo operation => (operation.Id, operation.ToString(), operation.State),
            ProvisioningRecord { OperationId: { } id } record => (id, record.ToString(), record.State),
            string id => (id, id, (OperationState?)null),
            IFormattable id => (id.ToString(null, CultureInfo.InvariantCulture), id.ToString(null, CultureInfo.InvariantCulture), null),
            _ => (Property(wrapped, "OperationId") ?? Property(wrapped, "Id"), wrapped.ToString(), null),
        };
    }

    /// <summary>Where it stood when it was looked at; null where only its id is known.</summary>
    internal OperationState? State { get; }

    /// <summary>The id; throws <c>OperationNotFound</c> where the object has none.</summary>
    internal string RequireId() => _id ?? throw new RingCentralAdException(
        HeldOperations.NotFound, ErrorKind.NotFound, $"'{_text}' names no operation: it has neither OperationId nor Id.", "Pipe what Get-RcOperation or Invoke-RcProvisioning gives.", _text);

    /// <inheritdoc />
    public override string ToString() => _text;

    private static string? Property(PSObject value, string name) => value.Properties[name]?.Value as string;
}
