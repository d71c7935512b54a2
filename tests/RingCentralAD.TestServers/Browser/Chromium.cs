using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RingCentralAD.TestServers;

/// <summary>Debian's Chromium without a screen, spoken to in the DevTools protocol over a pair of pipes: no port is opened, and it ends with this process.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _profile;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly ConcurrentDictionary<string, ChromiumPage> _pages = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Task _reading;
    private int _last;

    private Chromium(Process process, string profile)
    {
        (_process, _profile) = (process, profile);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Why tests with a browser cannot run here; null where they can, and always null on CI, where they must.</summary>
    public static string? SkipReason =>
        Environment.GetEnvironmentVariable("CI") == "true" ? null
        : ServerTools.Missing("chromium") ?? (NpmInstall.NodeIsThere ? null : "node and npm are not installed.");

    /// <summary>Starts it with a profile of its own.</summary>
    /// <param name="more">Arguments besides, such as whose certificates are trusted.</param>
    public static Chromium Start(params IEnumerable<string> more)
    {
        string profile = Directory.CreateTempSubdirectory("rcad-chromium-").FullName;
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--hide-scrollbars",
            "--remote-debugging-pipe", $"--user-data-dir={profile}", .. more, "about:blank",
        ];
        return new Chromium(ServerTools.Start("bash", ["-c", "exec chromium \"$@\" 3<&0 4>&1 >&2", "chromium", .. arguments], null), profile);
    }

    /// <summary>Opens a file or an address.</summary>
    /// <param name="file">Its path, or the address.</param>
    /// <param name="width">Width of the window in CSS pixels.</param>
    /// <param name="dark">Prefers dark colours.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ChromiumPage> OpenAsync(string file, int width, bool dark, CancellationToken cancellationToken)
    {
        JsonElement target = await AskAsync(null, "Target.createTarget", new { url = "about:blank" }, cancellationToken);
        JsonElement attached = await AskAsync(null, "Target.attachToTarget", new { targetId = target.GetProperty("targetId").GetString(), flatten = true }, cancellationToken);
        ChromiumPage page = new(this, attached.GetProperty("sessionId").GetString()!);
        _pages[page.Session] = page;
        await page.OpenAsync(file, width, dark, cancellationToken);
        return page;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _reading;
        _process.Dispose();
        _writing.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A helper process of Chromium is still writing; the folder is a temporary one.
        }
    }

    internal async Task<JsonElement> AskAsync(string? session, string method, object parameters, CancellationToken cancellationToken)
    {
        int id = Interlocked.Increment(ref _last);
        JsonObject message = new() { ["id"] = id, ["method"] = method, ["params"] = JsonSerializer.SerializeToNode(parameters) };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        TaskCompletionSource<JsonElement> answer = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(message.ToJsonString() + "\0"), cancellationToken);
            await _process.StandardInput.BaseStream.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }

        return await answer.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
    }

    private async Task ReadAsync()
    {
        Stream stream = _process.StandardOutput.BaseStream;
        byte[] buffer = new byte[1 << 16];
        MemoryStream message = new();
        while (await stream.ReadAsync(buffer) is > 0 and int read)
        {
            foreach (byte one in buffer.AsMemory(0, read).ToArray())
            {
                if (one != 0)
                {
                    message.WriteByte(one);
                    continue;
                }

                using JsonDocument document = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
                Take(document.RootElement.Clone());
                message.SetLength(0);
            }
        }

        foreach (TaskCompletionSource<JsonElement> waiting in _asked.Values)
        {
            waiting.TrySetException(new InvalidOperationException("Chromium ended."));
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out JsonElement id))
        {
            if (_asked.TryRemove(id.GetInt32(), out TaskCompletionSource<JsonElement>? answer))
            {
                if (message.TryGetProperty("error", out JsonElement error))
                {
                    answer.TrySetException(new InvalidOperationException(error.ToString()));
                }
                else
                {
                    answer.TrySetResult(message.GetProperty("result"));
                }
            }
        }
        else if (message.TryGetProperty("sessionId", out JsonElement session) && _pages.TryGetValue(session.GetString()!, out ChromiumPage? page))
        {
            page.Hear(message.GetProperty("method").GetString()!, message.GetProperty("params"));
        }
    }
}
