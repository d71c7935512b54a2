using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.TestCmdlets;

/// <summary>Reports progress from several threads, against a clock that the test drives.</summary>
[Cmdlet(VerbsCommon.Show, "TestProgress")]
public sealed class ShowTestProgressCommand : AsyncCmdlet
{
    [Parameter]
    public int Total { get; set; } = 1000;

    /// <summary>Seconds that the clock moves after each report.</summary>
    [Parameter]
    public double Step { get; set; } = 0.01;

    protected override async Task EndAsync()
    {
        SteppingClock clock = new(TimeSpan.FromSeconds(Step));
        using ProgressWriter progress = new(this, clock);

        // The reports begin when the body waits for them: what comes before would find it ended.
        TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SynchronizationContext.Current!.Post(_ => waits.SetResult(), null);
        await Task.Run(
            async () =>
            {
                await waits.Task.ConfigureAwait(false);
                for (int done = 0; done <= Total; done++)
                {
                    progress.Report(new RunProgress("Importing people", done, Total, $"person {done}"));
                    clock.Move();
                }
            },
            StopToken);
    }

    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Move() => Interlocked.Add(ref _ticks, step.Ticks);
    }
}
