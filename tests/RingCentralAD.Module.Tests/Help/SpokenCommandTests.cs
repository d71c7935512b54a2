using System.Reflection;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Help;

/// <summary>What the code tells somebody to type can be typed: in messages and remedies, in the list of errors, in the steps of a setup.</summary>
public sealed class SpokenCommandTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TextCommands _commands;

    public SpokenCommandTests() => _commands = new TextCommands(_session);

    [Fact]
    public void Messages_and_remedies_name_cmdlets_and_parameters_that_exist()
    {
        (string Where, string Words)[] lines =
        [
            .. Directory.EnumerateFiles(Repository.In("src"), "*.cs", SearchOption.AllDirectories)
                .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .SelectMany(static file => File.ReadLines(file).Select((line, at) => ($"{Path.GetFileName(file)}:{at + 1}", line.Trim())))
                .Where(static line => !line.Item2.StartsWith("//", StringComparison.Ordinal) && TextCommands.NamesOurs(line.Item2)),
        ];

        Assert.Empty(lines.SelectMany(line => _commands.BreachesOfWords(line.Where, line.Words)));
        Assert.True(lines.Length > 100);
    }

    [Fact]
    public void The_list_of_errors_names_cmdlets_and_parameters_that_exist() => Assert.Empty(
        File.ReadLines(Repository.In("docs", "errors.md")).SelectMany((line, at) => _commands.BreachesOfWords($"errors.md:{at + 1}", line)));

    /// <summary>The core is in a load context of its own: its steps are found through a type that a cmdlet gives.</summary>
    [Fact]
    public void The_command_of_every_setup_step_can_be_run()
    {
        Type step = (Type)_session.Run("(Get-Command Get-RcSetupStep).OutputType[0].Type").MustSucceed().Values[0]!;
        object[] tasks =
        [
            .. step.Assembly.GetType("RingCentralAD.Core.Running.SetupTasks", throwOnError: true)!.GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => field.GetValue(null)!),
        ];
        string[] commands = [.. tasks.Select(static task => (string)task.GetType().GetProperty("Command")!.GetValue(task)!)];

        Assert.True(commands.Length > 15);
        Assert.Empty(commands.SelectMany(command => _commands.Breaches("a setup step", command)));
    }

    [Theory]
    [InlineData("Name another one (Set-AdDirectory -ChangeFile), or move this one away.", 1)]
    [InlineData("Resume-RcSync, or Invoke-RcSync -IgnoreWindow; Get-HubPeople lists them.", 1)]
    [InlineData("Resume-RcSync or Invoke-RcSync -IgnoreWindow, then -Nothing.", 0)]
    public void What_is_wrong_in_words_is_seen(string words, int breaches) => Assert.Equal(breaches, _commands.BreachesOfWords("x", words).Count());

    [Theory]
    [InlineData("Test-AttributeMapping AdToHub -All", 1)]
    [InlineData("Test-AttributeMapping -Direction AdToHub -All", 0)]
    [InlineData("New-RcHub", 1)]
    [InlineData("New-RcHub -Company …", 0)]
    [InlineData("Disable-HubUser zoe | Invoke-RcProvisioning", 1)]
    [InlineData("Disable-HubUser zoe -PassThru | Invoke-RcProvisioning", 0)]
    public void What_is_wrong_in_a_command_is_seen(string command, int breaches) => Assert.Equal(breaches, _commands.Breaches("x", command).Count());

    public void Dispose() => _session.Dispose();
}
