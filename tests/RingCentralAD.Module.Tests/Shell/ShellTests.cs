using System.Diagnostics;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Shell;

public sealed class ShellTests : IDisposable
{
    private const string Ask = "function Ask { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('ann')) { 'did it' } }; Ask; 'after'";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rcad-shell-test.");

    [Theory]
    [InlineData("'ok'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'no'", 1)]
    [InlineData("1/0", 1)]
    [InlineData("1/0; 'then'", 0)]
    [InlineData("Get-NoSuchThing", 1)]
    [InlineData("if (", 1)]
    [InlineData("exit (Get-Module RingCentralAD).Count + 40", 41)]
    public async Task A_command_ends_with_the_exit_code_that_pwsh_gives(string command, int exitCode)
    {
        Assert.Equal(exitCode, (await ShellProcess.RunAsync("", "-NoProfile", "-Command", command)).ExitCode);
    }

    [Theory]
    [InlineData("exit 5", 5)]
    [InlineData("throw 'no'", 1)]
    [InlineData("1/0", 0)]
    [InlineData("& { exit 6 }; 'not reached'", 6)]
    public async Task A_script_ends_with_the_exit_code_that_pwsh_gives(string script, int exitCode)
    {
        Assert.Equal(exitCode, (await ShellProcess.RunAsync("", "-File", Script(script))).ExitCode);
    }

    [Fact]
    public async Task A_script_gets_its_arguments_by_name_and_by_place()
    {
        string path = Script("param([string] $Name, [switch] $Fast, [bool] $Deep = $true) \"$Name|$Fast|$Deep|$($args -join ',')|$PSScriptRoot\"");

        ToolOutcome outcome = await ShellProcess.RunAsync("", path, "-Name", "Zoë Å", "-Fast", "-Deep:$false", "x", "y z");

        Assert.Equal($"Zoë Å|True|False|x,y z|{_folder.FullName}\n", outcome.Output);
    }

    [Theory]
    [InlineData("C.UTF-8", "en-US|en-US\n")]
    [InlineData("C", "en-US|en-US\n")]
    [InlineData("de_DE.UTF-8", "de-DE|de-DE\n")]
    public async Task Where_the_machine_names_no_language_it_is_English(string named, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows names one always.");
        ToolOutcome outcome = await ToolProcess.RunAsync("/usr/bin/env", "", $"LC_ALL={named}", Repository.Shell, "-Command", "\"$($Host.CurrentCulture)|$($Host.CurrentUICulture)\"");
        Assert.Equal(expected, outcome.Output);
    }

    [Fact]
    public async Task A_wrong_call_is_told()
    {
        ToolOutcome unknown = await ShellProcess.RunAsync("", "-Nonsense");
        ToolOutcome missing = await ShellProcess.RunAsync("", "-File", "/no/such.ps1");

        Assert.Equal((64, 64), (unknown.ExitCode, missing.ExitCode));
        Assert.Contains("-Nonsense", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("such.ps1", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_go_to_the_error_stream_with_the_remedy_and_nothing_is_coloured()
    {
        ToolOutcome outcome = await ShellProcess.RunAsync(
            "",
            "-Command",
            "Write-Output out; Write-Warning warn; Write-Error bad -RecommendedAction 'Do this.'; Write-Host host -ForegroundColor Red; Write-Progress x -PercentComplete 5");

        Assert.Equal("out\nWARNING: warn\nhost\n", outcome.Output);
        Assert.Contains("bad", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Recommendation: Do this.", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', outcome.Output + outcome.Error);
    }

    [Fact]
    public async Task Answers_come_from_redirected_input()
    {
        Assert.Contains("did it\nafter", (await ShellProcess.RunAsync("y\n", "-Command", Ask)).Output, StringComparison.Ordinal);

        string declined = (await ShellProcess.RunAsync("nonsense\nn\n", "-Command", Ask)).Output;
        Assert.DoesNotContain("did it", declined, StringComparison.Ordinal);
        Assert.EndsWith("after\n", declined, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-NoProfile")]
    [InlineData("-NonInteractive")]
    public async Task Where_nobody_answers_nothing_is_done(string option)
    {
        ToolOutcome outcome = await ShellProcess.RunAsync("", option, "-Command", Ask);

        Assert.DoesNotContain("did it", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("ShouldProcess", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mandatory_parameters_and_credentials_are_asked_for()
    {
        ToolOutcome outcome = await ShellProcess.RunAsync(
            "1\n2\n\nsecret\npw\n",
            "-Command",
            "function f { param([Parameter(Mandatory)] [int[]] $Id, [Parameter(Mandatory)] [securestring] $Key) \"<$Id/$($Key.Length)>\" }; f; \"<$((Get-Credential bob).GetNetworkCredential().Password)>\"");

        Assert.Contains("<1 2/6>", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("<pw>\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_typed_at_the_prompt_run_in_one_session()
    {
        ToolOutcome outcome = await ShellProcess.RunAsync("$a = 20\n$a + `\n22\nfunction f {\n'f'\n}\nf\nexit 3\n'not reached'\n");

        Assert.Equal("42\nf\n", outcome.Output);
        Assert.Equal(3, outcome.ExitCode);
    }

    [Fact]
    public async Task Who_opens_it_to_type_is_greeted_with_where_to_begin()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A terminal is made by script(1).");
        string greeted = (await ToolProcess.RunAsync("/usr/bin/script", "exit\n", "-q", "-e", "-c", Repository.Shell, "/dev/null")).Output;
        string silent = (await ToolProcess.RunAsync("/usr/bin/script", "", "-q", "-e", "-c", $"{Repository.Shell} -Command \"'ok'\"", "/dev/null")).Output;

        Assert.Contains("Get-Help about_RingCentralAD_GettingStarted", greeted, StringComparison.Ordinal);
        Assert.Contains("Get-Command -Module RingCentralAD", greeted, StringComparison.Ordinal);
        Assert.Contains("exit", greeted, StringComparison.Ordinal);
        Assert.DoesNotContain("GettingStarted", silent, StringComparison.Ordinal);
        Assert.Contains("ok", silent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_build_before_it_is_told()
    {
        // Nothing is built: it is built already, and the tests run on it.
        string dotnet = Path.Combine(_folder.FullName, "dotnet");
        await File.WriteAllTextAsync(dotnet, "#!/bin/sh\nexit 0\n", TestContext.Current.CancellationToken);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("build.sh needs bash.");
            return;
        }

        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Dictionary<string, string> path = new() { ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}" };
        using Process build = ToolProcess.Start(Repository.In("build.sh"), path, "shell", "-Command", "'ok'");
        build.StandardInput.Close();
        ToolOutcome outcome = await ToolProcess.EndAsync(build);

        Assert.Equal((0, "ok\n", "Building …\n"), (outcome.ExitCode, outcome.Output, outcome.Error));
    }

    [Fact]
    public async Task Who_takes_one_object_stops_the_commands_before()
    {
        ToolOutcome outcome = await ShellProcess.RunAsync(
            "",
            "-Command",
            $"Import-Module '{Repository.TestCmdlets}' -DisableNameChecking; Get-TestNumber -Count 100000 -Probe p | Select-Object -First 1; [RingCentralAD.TestCmdlets.Probe]::Events('p')");

        Assert.Equal("1\nwrite 1\nfinally\ndispose, cancelled\n", outcome.Output);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public async Task An_interrupt_stops_the_script_cleanly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs kill -INT.");
        using Process shell = ShellProcess.Start("-File", Script("try { 'started'; Start-Sleep 600 } finally { [Console]::Out.WriteLine('cleaned up') }"));
        Assert.Equal("started", await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        using Process kill = Process.Start("kill", ["-INT", shell.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        ToolOutcome outcome = await ToolProcess.EndAsync(shell);

        Assert.Equal("cleaned up\n", outcome.Output);
        Assert.Equal("", outcome.Error);
        Assert.Equal(130, outcome.ExitCode);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Script(string text)
    {
        string path = Path.Combine(_folder.FullName, "script.ps1");
        File.WriteAllText(path, text);
        return path;
    }
}
