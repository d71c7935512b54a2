using System.Diagnostics;
using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

/// <summary>
/// Runs what was read. Scopes are the engine's affair, so the walk is a script: "." stays in the block's scope, "&amp;"
/// opens one below it. So what BeforeAll sets reaches the tests and blocks beside and below it, and what a test sets
/// reaches nobody.
/// </summary>
internal sealed class PesterRunner(PesterReport report, PesterDrive drive)
{
    private const string Walk = """
        param($__pester, $__block)
        $__pester.Enter($__block)
        $__ready = $true
        if ($__block.HasWork) {
          try { foreach ($__script in $__block.Setup) { $null = . $__script } }
          catch { $__ready = $false; $__pester.FailAll($__block, $_) }
        }
        if ($__ready) {
          foreach ($__item in $__block.Items) {
            if ($__item -is $__pester.BlockType) { $null = & $__pester.Block $__pester $__item }
            elseif ($__item.Skip) { $__pester.Skip($__block, $__item) }
            else {
              $__pester.Start()
              try { $null = & $__pester.Test $__item; $__pester.Pass($__block, $__item) }
              catch { $__pester.Fail($__block, $__item.Name, $_) }
            }
          }
        }
        if ($__block.HasWork) {
          foreach ($__script in $__block.Teardown) {
            try { $null = . $__script } catch { $__pester.Fail($__block, 'AfterAll', $_) }
          }
        }
        $__pester.Leave()
        """;

    private const string Single = """
        param($__test)
        $_ = $__test.Case
        if ($_ -is [System.Collections.IDictionary]) {
          foreach ($__pair in $_.GetEnumerator()) { $ExecutionContext.SessionState.PSVariable.Set($__pair.Key, $__pair.Value) }
        }
        . $__test.Body
        """;

    private long _started;

    public Type BlockType { get; } = typeof(PesterBlock);

    public ScriptBlock Block { get; } = ScriptBlock.Create(Walk);

    public ScriptBlock Test { get; } = ScriptBlock.Create(Single);

    public void Enter(PesterBlock block)
    {
        report.Heading(block);
        drive.EnterBlock();
    }

    public void Leave() => drive.LeaveBlock();

    public void Start() => _started = Stopwatch.GetTimestamp();

    public void Pass(PesterBlock block, PesterTest test) => report.Pass(block, test, Stopwatch.GetElapsedTime(_started));

    public void Skip(PesterBlock block, PesterTest test) => report.Skip(block, test);

    public void Fail(PesterBlock block, string name, ErrorRecord error) => report.Fail(block, name, error);

    /// <summary>Without its BeforeAll no test of a block can tell anything: all count as failed.</summary>
    public void FailAll(PesterBlock block, ErrorRecord error)
    {
        foreach (PesterTest test in block.Work)
        {
            report.Fail(block, $"{test.Name} (BeforeAll failed)", error);
        }
    }
}
