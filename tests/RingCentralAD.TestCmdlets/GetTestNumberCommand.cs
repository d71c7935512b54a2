using System.Management.Automation;

namespace RingCentralAD.TestCmdlets;

/// <summary>Writes 1, 2, 3 … with something awaited off the pipeline thread before each.</summary>
[Cmdlet(VerbsCommon.Get, "TestNumber")]
[OutputType(typeof(int))]
public sealed class GetTestNumberCommand : AsyncCmdlet
{
    [Parameter]
    public int Count { get; set; } = 3;

    [Parameter]
    public string? Probe { get; set; }

    /// <summary>From the next number on, waits until the pipeline is stopped.</summary>
    [Parameter]
    public int HangAfter { get; set; } = int.MaxValue;

    protected override async Task EndAsync()
    {
        int thread = Environment.CurrentManagedThreadId;
        try
        {
            for (int number = 1; number <= Count; number++)
            {
                await Task.Run(() => Thread.Yield(), StopToken);
                if (Environment.CurrentManagedThreadId != thread)
                {
                    throw new InvalidOperationException("Not back on the pipeline thread.");
                }

                if (number > HangAfter)
                {
                    TestCmdlets.Probe.Note(Probe, "hanging");
                    await Task.Delay(Timeout.InfiniteTimeSpan, StopToken);
                }

                TestCmdlets.Probe.Note(Probe, $"write {number}");
                WriteObject(number);
            }

            TestCmdlets.Probe.Note(Probe, "end");
        }
        finally
        {
            TestCmdlets.Probe.Note(Probe, "finally");
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        TestCmdlets.Probe.Note(Probe, StopToken.IsCancellationRequested ? "dispose, cancelled" : "dispose");
    }
}
