using System.Diagnostics;

namespace RingCentralAD.Module.Tests.Host;

/// <summary>Runs a built program as a person or a scheduler does: with redirected streams.</summary>
internal static class ToolProcess
{
    public static Process Start(string program, params string[] arguments) => Start(program, new Dictionary<string, string>(), arguments);

    /// <summary>With more variables than this process has.</summary>
    public static Process Start(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<ToolOutcome> RunAsync(string program, string input, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await EndAsync(process);
    }

    public static async Task<ToolOutcome> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolOutcome(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}

/// <summary>What a run of a program left.</summary>
internal sealed record ToolOutcome(int ExitCode, string Output, string Error);
