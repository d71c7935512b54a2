using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>
/// A server in a session of its own. It gets a pipe as standard input, which ends with this process,
/// so that no server outlives a test run that was killed.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has printed so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static ServerProcess Start(string tool, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
        => new(ServerTools.Start("setsid", [tool, .. arguments], environment));

    /// <summary>Waits until the probe is true.</summary>
    /// <exception cref="InvalidOperationException">The server ended, or did not come up in a minute.</exception>
    public async Task WaitUntilAsync(Func<Task<bool>> probe, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < 600; attempt++)
        {
            if (HasExited)
            {
                throw new InvalidOperationException("The server ended: " + Said);
            }

            if (await probe())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        throw new InvalidOperationException("The server does not answer: " + Said);
    }

    /// <summary>Ends it like a crash: at once, with all its children.</summary>
    public async Task KillAsync()
    {
        _ = kill(-Id, Kill);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            _ = kill(Id, Terminate);
            _process.StandardInput.Close();
            using CancellationTokenSource patience = new(s_patience);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }

        _process.Dispose();
    }

    private void Note(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
