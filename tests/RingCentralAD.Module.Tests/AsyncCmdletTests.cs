using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests;

public sealed class AsyncCmdletTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open(testCmdlets: true);
    private readonly string _probe = Guid.NewGuid().ToString();

    [Fact]
    public void The_body_is_back_on_the_pipeline_thread_after_each_await()
    {
        Assert.Equal([1, 2, 3], _session.Run("Get-TestNumber").MustSucceed().Values);
    }

    [Fact]
    public void The_first_object_reaches_the_next_command_before_the_body_has_ended()
    {
        _session.Run("param($p) Get-TestNumber -Count 3 -Probe $p | ForEach-Object { [RingCentralAD.TestCmdlets.Probe]::Note($p, \"got $_\") }", _probe).MustSucceed();

        Assert.Equal(["write 1", "got 1", "write 2", "got 2", "write 3", "got 3", "end", "finally", "dispose, cancelled"], Events());
    }

    [Fact]
    public void Async_cmdlets_stand_behind_one_another()
    {
        ScriptResult result = _session.Run("Get-TestNumber -Count 50 | ForEach-Object { \"p$_\" } | Invoke-TestBody confirm -Confirm:$false");

        Assert.Equal(Enumerable.Range(1, 50).Select(n => (object?)$"did p{n}"), result.MustSucceed().Values);
    }

    [Fact]
    public void Who_wants_no_more_stops_the_body_and_disposes_it()
    {
        ScriptResult result = _session.Run(
            "param($p) foreach ($n in 1) { Get-TestNumber -Count 1000 -Probe $p | ForEach-Object { $_; break } }; 'after'",
            _probe);

        Assert.Equal([1, "after"], result.Values);
        Assert.Empty(result.Errors);
        Assert.Equal(["write 1", "finally", "dispose, cancelled"], Events());
    }

    [Fact]
    public async Task Stopping_cancels_and_awaits_the_body_without_an_error()
    {
        using PowerShell shell = _session.Start("param($p) Get-TestNumber -HangAfter 2 -Count 9 -Probe $p", _probe);
        using PSDataCollection<PSObject> output = [];
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        while (!Events().Contains("hanging"))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await Task.Run(shell.Stop, TestContext.Current.CancellationToken);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        Assert.Equal([1, 2], output.Select(item => item.BaseObject));
        Assert.Equal(["write 1", "write 2", "hanging", "finally", "dispose, cancelled"], Events());
        Assert.Equal(0, _session.Run("$Error.Count").Values[0]);
    }

    [Theory]
    [InlineData("own", "HubNotFound", ErrorCategory.ObjectNotFound, "x.db", "Run New-RcHub x.db.")]
    [InlineData("aggregate", "OnlyOne", ErrorCategory.ResourceBusy, null, null)]
    [InlineData("foreign", "AccessDenied", ErrorCategory.PermissionDenied, null, "Run as an account")]
    [InlineData("bug", "Unexpected", ErrorCategory.NotSpecified, null, "This is a fault of RingCentralAD")]
    [InlineData("cancelled", "TimedOut", ErrorCategory.OperationTimeout, null, "Check that the server answers")]
    [InlineData("none", "NoSuchWay", ErrorCategory.InvalidArgument, "none", null)]
    public void What_leaves_the_body_ends_the_command_with_a_full_record(string way, string id, ErrorCategory category, string? target, string? remedy)
    {
        ScriptResult result = _session.Run("param($w) try { Invoke-TestBody $w } catch { $_ }", way);

        ErrorRecord record = Assert.IsType<ErrorRecord>(Assert.Single(result.Values));
        Assert.Equal($"{id},RingCentralAD.TestCmdlets.InvokeTestBodyCommand", record.FullyQualifiedErrorId);
        Assert.Equal(category, record.CategoryInfo.Category);
        Assert.Equal(target, record.TargetObject);
        if (remedy is null)
        {
            Assert.True(string.IsNullOrEmpty(record.ErrorDetails?.RecommendedAction));
        }
        else
        {
            Assert.StartsWith(remedy, record.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_remedy_is_shown_below_the_error()
    {
        string shown = _session.Show("Invoke-TestBody own");

        Assert.Contains("No hub at x.db.", shown, StringComparison.Ordinal);
        Assert.Contains("Recommendation: Run New-RcHub x.db.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void One_persons_error_stops_nobody_else()
    {
        ScriptResult result = _session.Run("'ann', 'ben' | Invoke-TestBody 'one person'");

        Assert.Equal(["ann", "ben"], result.Values);
        Assert.Equal(["ann", "ben"], result.Errors.Select(error => error.TargetObject));
    }

    [Theory]
    [InlineData("Yes", "did ann")]
    [InlineData("No", "left ann")]
    public void The_body_may_ask(string answer, string outcome)
    {
        _session.Screen.Answers.Enqueue(answer);

        Assert.Equal([outcome], _session.Run("'ann' | Invoke-TestBody confirm -Confirm").MustSucceed().Values);
        Assert.Contains("ann", Assert.Single(_session.Screen.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_from_another_thread_shows_a_few_times_with_counts_and_time_left()
    {
        // 1,001 reports in 10 s of the driven clock: about five a second.
        _session.Run("Show-TestProgress -Total 1000 -Step 0.01").MustSucceed();

        ProgressRecord[] shown = [.. _session.Screen.Progress];
        Assert.InRange(shown.Length, 40, 60);
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
        Assert.Equal("1,000 of 1,000", shown[^2].StatusDescription);
        Assert.Equal(100, shown[^2].PercentComplete);
        ProgressRecord half = shown.First(record => record.PercentComplete >= 50);
        Assert.Equal("Importing people", half.Activity);
        Assert.InRange(half.SecondsRemaining, 4, 5);
        Assert.Single(shown.Select(record => record.ActivityId).Distinct());
    }

    public void Dispose() => _session.Dispose();

    private string[] Events() => TestProbe.Events(_probe);
}
