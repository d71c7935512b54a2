using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Shell;

/// <summary>The host's Describe, It and Should keep to Pester 5's scopes and to what its Should calls equal.</summary>
public sealed partial class PesterModeTests : IDisposable
{
    private const string Passing = """
        BeforeAll { $top = 'top'; function Get-It { 'it' } }
        $atDiscovery = 'seen only while the file is read'
        Describe 'scopes' {
          BeforeAll { $x = 1; $log = [System.Collections.Generic.List[string]]::new() }
          It 'see BeforeAll' { $x | Should -Be 1; $top | Should -Be 'top'; Get-It | Should -Be 'it' }
          It 'do not see what the file set' { $atDiscovery | Should -BeNullOrEmpty }
          It 'keep what a test sets' { $x = 5; $y = 2; $log.Add('a') }
          It 'from the next test' { $x | Should -Be 1; $y | Should -BeNullOrEmpty; $log | Should -HaveCount 1 }
          Context 'inside' {
            BeforeAll { $x = 10; $z = 3 }
            It 'see both' { $x | Should -Be 10; $top | Should -Be 'top' }
            AfterAll { $log.Add("after $z") }
          }
          It 'end with their block' { $x | Should -Be 1; $z | Should -Be $null; $log[-1] | Should -Be 'after 3' }
        }
        Describe 'should' {
          It 'be' { 'A' | Should -Be 'a'; 1, 2 | Should -Be 1, 2; 1 | Should -Be '1'; @() | Should -Be @(); $null | Should -Be $null; 1 | Should -Not -Be 2 }
          It 'be exactly' { 'a' | Should -BeExactly 'a'; 'A' | Should -Not -BeExactly 'a' }
          It 'have count' { @() | Should -HaveCount 0; 1, 2, 3 | Should -HaveCount 3; 1 | Should -Not -HaveCount 2 }
          It 'match' { 'hello' | Should -Match 'L+'; 'hello' | Should -Not -Match '^l'; 'ab', 'b' | Should -Match 'b' }
          It 'be null or empty' { '' | Should -BeNullOrEmpty; @{} | Should -BeNullOrEmpty; 'x' | Should -Not -BeNullOrEmpty }
          It 'throw' {
            { throw 'boo hoo' } | Should -Throw 'boo*'
            { 1 } | Should -Not -Throw
            { Get-RcNothing } | Should -Throw -ErrorId 'CommandNotFoundException' -ExceptionType ([System.Management.Automation.CommandNotFoundException])
            { throw 'x' } | Should -Not -Throw 'y'
            ({ throw 'x' } | Should -Throw -PassThru).Exception.Message | Should -Be 'x'
          }
          It 'case <a> of <b>' -ForEach @{ a = 1; b = 2 }, @{ a = 3; b = 4 } { $a + 1 | Should -Be $b }
          It 'know the folder' { [IO.Directory]::Exists($TestDrive) | Should -Be $true }
        }
        """;

    private const string Failing = """
        Describe 'd' {
          It 'be' { 1 | Should -Be 2 -Because 'I say so'; throw 'not reached' }
          It 'list' { 'a', 'b' | Should -Be 'a', 'c' }
          It 'throw' { { throw 'x' } | Should -Throw 'y' }
          It 'not throw' { { throw 'x' } | Should -Not -Throw }
          It 'match' { 'abc' | Should -Match 'z' }
          It 'terminating' { Get-RcNothing }
          It 'non-terminating' { Write-Error 'x' -ErrorAction SilentlyContinue }
          It 'skipped' -Skip { throw 'no' }
          Context 'for pwsh' -Tag Pwsh { BeforeAll { throw 'never' }; It 'not here' { throw 'never' } }
          Context 'no setup' { BeforeAll { throw 'setup' }; It 'p' { }; It 'q' { } }
          Context 'no end' { It 'r' { }; AfterAll { throw 'end' } }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rcad-pester-test.");

    [Fact]
    public async Task What_passes_in_Pester_passes()
    {
        ToolOutcome outcome = await RunAsync(("A.Tests.ps1", Passing));

        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        Assert.EndsWith("15 passed, 0 failed, 0 skipped\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_is_told_and_counted()
    {
        ToolOutcome outcome = await RunAsync(("A.Tests.ps1", Failing));

        string[] lines = [.. outcome.Output.Split('\n').Select(line => Duration().Replace(line.Trim(), "")).Where(line => !line.StartsWith("at ", StringComparison.Ordinal))];
        Assert.Equal(
            """
            Describing d
            [-] be
            Expected 2, because I say so, but got 1.
            [-] list
            Expected @('a', 'c'), but got @('a', 'b').
            [-] throw
            Expected an exception with message like 'y' to be thrown, but got 'x' (x, [System.Management.Automation.RuntimeException]).
            [-] not throw
            Expected no exception to be thrown, but got 'x' (x, [System.Management.Automation.RuntimeException]).
            [-] match
            Expected a match of regular expression 'z', but got 'abc'.
            [-] terminating
            The term 'Get-RcNothing' is not recognized as a name of a cmdlet, function, script file, or executable program.
            Check the spelling of the name, or if a path was included, verify that the path is correct and try again.
            [+] non-terminating
            [!] skipped
            Context for pwsh
            [!] not here
            Context no setup
            [-] p (BeforeAll failed)
            setup
            [-] q (BeforeAll failed)
            setup
            Context no end
            [+] r
            [-] AfterAll
            end
            2 passed, 9 failed, 2 skipped

            """.ReplaceLineEndings("\n"),
            string.Join('\n', lines.Skip(1)));
        Assert.Contains($"at {Path.Combine(_folder.FullName, "A.Tests.ps1")}:2\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(9, outcome.ExitCode);
    }

    [Fact]
    public async Task What_a_block_leaves_in_TestDrive_is_gone_after_it_as_in_Pester()
    {
        ToolOutcome outcome = await RunAsync(("A.Tests.ps1", """
            BeforeAll { [IO.File]::WriteAllText("$TestDrive/all", 'x') }
            Describe 'one' {
              BeforeAll { $null = [IO.Directory]::CreateDirectory("$TestDrive/folder"); [IO.File]::WriteAllText("$TestDrive/folder/one", 'x') }
              It 'has it' { [IO.File]::WriteAllText("$TestDrive/test", 'x'); [IO.File]::Exists("$TestDrive/folder/one") | Should -Be $true }
              Context 'inner' { It 'has it too' { [IO.File]::Exists("$TestDrive/test") | Should -Be $true } }
              It 'keeps it' { [IO.File]::Exists("$TestDrive/test") | Should -Be $true }
            }
            Describe 'two' {
              It 'has what stood before' { [IO.File]::Exists("$TestDrive/all") | Should -Be $true }
              It 'has nothing else' { [IO.Directory]::GetFileSystemEntries($TestDrive).Count | Should -Be 1 }
            }
            """));

        Assert.EndsWith("5 passed, 0 failed, 0 skipped\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_counts_as_a_failure_and_the_next_one_runs()
    {
        ToolOutcome outcome = await RunAsync(
            ("A.Tests.ps1", "Describe 'x' { It 'y' { if ( } }"),
            ("B.Tests.ps1", "throw 'in the file'"),
            ("C.Tests.ps1", "Describe 'x' { It 'y' { } }"));

        Assert.EndsWith("1 passed, 2 failed, 0 skipped\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }

    [Fact]
    public async Task A_folder_without_tests_is_an_error()
    {
        ToolOutcome outcome = await RunAsync();

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("No test file", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<ToolOutcome> RunAsync(params (string Name, string Text)[] files)
    {
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, name), text);
        }

        return ShellProcess.RunAsync("", "-Pester", _folder.FullName);
    }

    [GeneratedRegex(" [0-9,]+ ms$")]
    private static partial Regex Duration();
}
