using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>This machine.</summary>
public sealed class SchedulePlatform : ISchedulePlatform
{
    /// <summary>What runs schedules here where nobody says.</summary>
    public static ScheduleKind Kind => OperatingSystem.IsWindows() ? ScheduleKind.TaskScheduler : Directory.Exists("/run/systemd/system") ? ScheduleKind.Systemd : ScheduleKind.Cron;

    /// <inheritdoc />
    public async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // A task's XML says that it is UTF-16; all the rest is UTF-8.
            await File.WriteAllTextAsync(path, text, path.EndsWith(".xml", StringComparison.Ordinal) ? Encoding.Unicode : new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw Denied(path, "written", error);
        }
    }

    /// <inheritdoc />
    public string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw Denied(path, "read", error);
        }
    }

    /// <inheritdoc />
    public void Delete(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw Denied(path, "taken away", error);
        }
    }

    /// <inheritdoc />
    public async Task<(int ExitCode, string Output)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return (process.ExitCode, await output.ConfigureAwait(false) + await errors.ConfigureAwait(false));
        }
        catch (Win32Exception error)
        {
            throw new RingCentralAdException("ScheduleProgramMissing", ErrorKind.NotFound, $"{program} could not be started: {error.Message}", "Install it, or choose what runs the schedule with -Kind.", program, error);
        }
    }

    /// <inheritdoc />
    public bool IsRunning(params string[] names)
    {
        Process[] found = [.. names.SelectMany(Process.GetProcessesByName)];
        Array.ForEach(found, static process => process.Dispose());
        return found.Length > 0;
    }

    private static RingCentralAdException Denied(string path, string what, Exception error) =>
        new("ScheduleDenied", ErrorKind.Denied, $"{path} may not be {what} by {Environment.UserName}.", "Run it as root or as an administrator.", path, error);
}
