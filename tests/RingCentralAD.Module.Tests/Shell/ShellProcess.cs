using System.Diagnostics;
using RingCentralAD.Module.Tests.Host;

namespace RingCentralAD.Module.Tests.Shell;

/// <summary>Runs the console host.</summary>
internal static class ShellProcess
{
    public static Process Start(params string[] arguments) => ToolProcess.Start(Repository.Shell, arguments);

    public static Task<ToolOutcome> RunAsync(string input, params string[] arguments) => ToolProcess.RunAsync(Repository.Shell, input, arguments);
}
