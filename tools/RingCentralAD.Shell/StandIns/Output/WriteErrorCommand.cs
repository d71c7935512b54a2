using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace RingCentralAD.Shell.StandIns.Output;

[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = ByMessage)]
internal sealed class WriteErrorCommand : PSCmdlet
{
    private const string ByMessage = "NoException";
    private const string ByException = "WithException";
    private const string ByRecord = "ErrorRecord";

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByMessage)]
    [Parameter(ParameterSetName = ByException)]
    [AllowNull]
    [AllowEmptyString]
    [Alias("Msg")]
    public string? Message { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByException)]
    public Exception? Exception { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByRecord)]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter]
    public string ErrorId { get; set; } = "";

    [Parameter]
    public object? TargetObject { get; set; }

    [Parameter]
    public string? RecommendedAction { get; set; }

    protected override void ProcessRecord()
    {
        ErrorRecord record = ErrorRecord is null
            ? new ErrorRecord(Exception ?? new WriteErrorException(Message), Id(), Category, TargetObject)
            : new ErrorRecord(ErrorRecord, null);
        if (!string.IsNullOrEmpty(RecommendedAction))
        {
            record.ErrorDetails = new ErrorDetails(Message ?? record.Exception.Message) { RecommendedAction = RecommendedAction };
        }

        // The script's own command, not this one, is where the error stands.
        if (GetVariableValue("MyInvocation") is InvocationInfo caller)
        {
            EngineInternals.SetInvocation(record, caller);
            record.CategoryInfo.Activity = "Write-Error";
        }

        WriteError(record);
    }

    private string Id() => ErrorId.Length > 0 ? ErrorId : (Exception ?? new WriteErrorException(Message)).GetType().FullName!;
}
