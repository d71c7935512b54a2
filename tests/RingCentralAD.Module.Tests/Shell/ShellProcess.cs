using System.Diagnostics;
using RingCentralAD.Module.Tests.Host;

namespace RingCentralAD.Module.Tests.Shell;

/// <summary>Runs the console host as a person or a scheduler does: as a process with redirected streams.</summary>
internal static class ShellProcess
{
    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new(Repository.Shell, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    public static async Task<ShellOutcome> RunAsync(string input, params string[] arguments)
    {
        using Process shell = Start(arguments);
        await shell.StandardInput.WriteAsync(input);
        shell.StandardInput.Close();
        return await EndAsync(shell);
    }

    public static async Task<ShellOutcome> EndAsync(Process shell)
    {
        Task<string> output = shell.StandardOutput.ReadToEndAsync();
        Task<string> error = shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return new ShellOutcome(shell.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}

/// <summary>What a run of the console host left.</summary>
internal sealed record ShellOutcome(int ExitCode, string Output, string Error);
