using System.Diagnostics;
using RingCentralAD.Module.Tests.Host;

namespace RingCentralAD.Module.Tests.Acceptance;

/// <summary>What runs the acceptance tests: the console host everywhere, and pwsh with Pester where they are installed.</summary>
internal static class AcceptanceHost
{
    public const string Console = "rcad-shell";
    public const string Pwsh = "pwsh";

    // pwsh's own output is coloured where it thinks so; the counts are read without.
    private const string Pester = """
        $PSStyle.OutputRendering = 'PlainText'
        Import-Module $env:RCAD_MODULE
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = $env:RCAD_TESTS
        $configuration.Run.Exit = $true
        $configuration.Output.RenderMode = 'Plaintext'
        Invoke-Pester -Configuration $configuration
        """;

    private static readonly Lazy<bool> s_pester = new(HasPester);

    public static IEnumerable<string> Here => s_pester.Value ? [Console, Pwsh] : [Console];

    /// <summary>Runs a file of tests, or a folder of them, on the published module.</summary>
    public static async Task<ToolOutcome> RunAsync(string host, string tests, IReadOnlyDictionary<string, string> lab)
    {
        using Process process = host == Console
            ? ToolProcess.Start(Repository.Shell, lab, "-NonInteractive", "-Module", Repository.Package, "-Pester", tests)
            : ToolProcess.Start(Pwsh, new Dictionary<string, string>(lab) { ["RCAD_MODULE"] = Repository.Package, ["RCAD_TESTS"] = tests }, "-NoProfile", "-NonInteractive", "-Command", Pester);
        process.StandardInput.Close();
        return await ToolProcess.EndAsync(process);
    }

    private static bool HasPester()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, Pwsh)) || File.Exists(Path.Combine(folder, Pwsh + ".exe"))))
        {
            return false;
        }

        ToolOutcome outcome = ToolProcess.RunAsync(Pwsh, "", "-NoProfile", "-NonInteractive", "-Command",
            "@(Get-Module -ListAvailable Pester | Where-Object Version -ge 5.0.0).Count").GetAwaiter().GetResult();
        return outcome.Output.Trim() is not ("" or "0");
    }
}
