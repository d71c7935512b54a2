using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.TestCmdlets;

/// <summary>Fails in the way that it is told, after an await.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TestBody", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class InvokeTestBodyCommand : AsyncCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Way { get; set; } = "";

    [Parameter(ValueFromPipeline = true)]
    public string? Person { get; set; }

    protected override async Task ProcessAsync()
    {
        await Task.Yield();
        switch (Way)
        {
            case "own":
                throw new RingCentralAdException("HubNotFound", ErrorKind.NotFound, "No hub at x.db.", "Run New-RcHub x.db.", "x.db");
            case "aggregate":
                await Task.Run(() => Task.WaitAll(Task.FromException(new RingCentralAdException("OnlyOne", ErrorKind.Busy, "Busy."))));
                break;
            case "foreign":
                throw new UnauthorizedAccessException("Access to 'x.db' is denied.");
            case "bug":
                throw new InvalidOperationException("Sequence contains no elements");
            case "cancelled":
                throw new TaskCanceledException("The request was cancelled.");
            case "one person":
                WriteError(ErrorRecords.From(new RingCentralAdException("BadState", ErrorKind.Data, $"{Person} has no state."), Person));
                WriteObject(Person);
                break;
            case "confirm":
                bool yes = ShouldProcess(Person, "Try");
                await Task.Delay(1, StopToken);
                WriteObject(yes ? $"did {Person}" : $"left {Person}");
                break;
            default:
                ThrowTerminatingError(new ErrorRecord(new ArgumentException("way"), "NoSuchWay", ErrorCategory.InvalidArgument, Way));
                break;
        }
    }
}
