using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Acceptance;

public sealed class AcceptanceTests
{
    private static readonly string s_folder = Repository.In("tests", "Acceptance");

    public static TheoryData<string> Hosts => [.. AcceptanceHost.Here];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task The_acceptance_tests_pass(string host)
    {
        ToolOutcome outcome = await AcceptanceHost.RunAsync(host, s_folder, new Dictionary<string, string>());

        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        Assert.Matches("(?i)([1-9][0-9]* passed|passed: [1-9][0-9]*), (0 failed|failed: 0), ", outcome.Output);
    }

    [Fact]
    public void The_acceptance_tests_call_only_what_every_host_has()
    {
        using ModuleSession session = ModuleSession.Open();
        string[] ours = [.. session.Run("Get-Command -Module RingCentralAD | ForEach-Object Name").MustSucceed().Values.Cast<string>()];
        string[] shared = [.. Directory.GetFiles(s_folder, "*.ps1", SearchOption.AllDirectories).Where(file => !file.EndsWith(".Tests.ps1", StringComparison.Ordinal))];
        string[] functions = [.. shared.SelectMany(file => AcceptanceCommands.Functions(File.ReadAllText(file)))];
        string[] files = Directory.GetFiles(s_folder, "*.Tests.ps1", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.Empty(files.Concat(shared).SelectMany(file => AcceptanceCommands.Breaches(File.ReadAllText(file), Path.GetRelativePath(Repository.Root, file), [.. ours, .. functions])));
    }

    [Theory]
    [InlineData("Describe 'x' { It 'y' { Get-RcThing | Where-Object A -EQ 1 | Should -Be 1 } }", 0)]
    [InlineData("Describe 'x' { It 'y' { Get-RcThing | Group-Object A } }", 1)]
    [InlineData("function Help-Me { 1 }; Help-Me; & { 1 }; [IO.File]::Exists('x')", 0)]
    [InlineData("BeforeAll { $x = Get-Content y }; \"$(Get-Date)\"", 2)]
    [InlineData("Describe 'x' -Tag Pwsh { It 'y' { Get-RcThing | Export-Csv x } }", 0)]
    [InlineData("Context 'x' -Tag 'Slow', 'Pwsh' { It 'y' { 1 | Format-List } }; Format-List", 1)]
    [InlineData("Describe 'x' {", 1)]
    public void The_rule_sees_every_other_command(string script, int breaches)
    {
        Assert.Equal(breaches, AcceptanceCommands.Breaches(script, "x.Tests.ps1", ["Get-RcThing"]).Count());
    }
}
