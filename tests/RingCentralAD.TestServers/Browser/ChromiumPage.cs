using System.Collections.Concurrent;
using System.Text.Json;

namespace RingCentralAD.TestServers;

/// <summary>A page in Chromium.</summary>
public sealed class ChromiumPage
{
    private const string AxeVersion = "4.14.1";
    private readonly Chromium _browser;
    private TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ChromiumPage(Chromium browser, string session) => (_browser, Session) = (browser, session);

    /// <summary>What scripts threw, and what the browser complained of: a breach of the page's policy, say.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>Addresses that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    internal string Session { get; }

    /// <summary>The value of an expression, which may be a promise.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        JsonElement answer = await AskAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true }, cancellationToken);
        return answer.TryGetProperty("exceptionDetails", out JsonElement failure)
            ? throw new InvalidOperationException(failure.ToString())
            : answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    /// <summary>Goes to another address, and waits until it is loaded.</summary>
    public async Task GoAsync(string address, CancellationToken cancellationToken)
    {
        TaskCompletionSource loaded = _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await AskAsync("Page.navigate", new { url = address }, cancellationToken);
        await loaded.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
    }

    /// <summary>The text of the first element that a selector finds.</summary>
    public async Task<string?> TextAsync(string selector, CancellationToken cancellationToken) =>
        (await EvaluateAsync($"document.querySelector({JsonSerializer.Serialize(selector)})?.textContent", cancellationToken)).GetString();

    /// <summary>Lets scripts of pages run, or not; the protocol's own expressions run always.</summary>
    public Task AllowScriptsAsync(bool allowed, CancellationToken cancellationToken) => AskAsync("Emulation.setScriptExecutionDisabled", new { value = !allowed }, cancellationToken);

    /// <summary>Types into the element that has the focus, as a keyboard does.</summary>
    public Task TypeAsync(string text, CancellationToken cancellationToken) => AskAsync("Input.insertText", new { text }, cancellationToken);

    /// <summary>Presses a key: Tab or Enter.</summary>
    public async Task PressAsync(string key, CancellationToken cancellationToken)
    {
        (int code, string text) = key == "Enter" ? (13, "\r") : (9, "");
        await AskAsync("Input.dispatchKeyEvent", new { type = "keyDown", key, code = key, windowsVirtualKeyCode = code, text }, cancellationToken);
        await AskAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code = key, windowsVirtualKeyCode = code }, cancellationToken);
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task UntilAsync(string expression, CancellationToken cancellationToken)
    {
        for (int attempt = 0; !(await EvaluateAsync($"!!({expression})", cancellationToken)).GetBoolean(); attempt++)
        {
            if (attempt == 600)
            {
                throw new TimeoutException($"Not within a minute: {expression}");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>A picture of the page from its top, at most 4,000 pixels high.</summary>
    public async Task PictureAsync(string path, CancellationToken cancellationToken)
    {
        JsonElement size = await EvaluateAsync("({ width: innerWidth, height: Math.min(4000, document.documentElement.scrollHeight) })", cancellationToken);
        JsonElement answer = await AskAsync(
            "Page.captureScreenshot",
            new { format = "png", captureBeyondViewport = true, clip = new { x = 0, y = 0, width = size.GetProperty("width").GetInt32(), height = size.GetProperty("height").GetInt32(), scale = 1 } }, cancellationToken);
        await File.WriteAllBytesAsync(path, answer.GetProperty("data").GetBytesFromBase64(), cancellationToken);
    }

    /// <summary>Prints the page on A4.</summary>
    public async Task PrintAsync(string path, CancellationToken cancellationToken)
    {
        JsonElement answer = await AskAsync("Page.printToPDF", new { paperWidth = 8.27, paperHeight = 11.69, preferCSSPageSize = false, printBackground = false }, cancellationToken);
        await File.WriteAllBytesAsync(path, answer.GetProperty("data").GetBytesFromBase64(), cancellationToken);
    }

    /// <summary>What axe-core finds: impact and rule, with the elements.</summary>
    public async Task<IReadOnlyList<(string Impact, string What)>> AxeAsync(CancellationToken cancellationToken)
    {
        string folder = await NpmInstall.EnsureAsync("axe", "axe-core", AxeVersion, cancellationToken);
        string script = await File.ReadAllTextAsync(Path.Combine(folder, "node_modules", "axe-core", "axe.min.js"), cancellationToken);
        await EvaluateAsync(script + "\n; true", cancellationToken);
        JsonElement found = await EvaluateAsync(
            "axe.run().then(all => all.violations.map(one => ({ impact: one.impact, what: one.id + ': ' + one.nodes.slice(0, 5).map(node => node.html.slice(0, 200)).join(' | ') })))", cancellationToken);
        return [.. found.EnumerateArray().Select(static one => (one.GetProperty("impact").GetString()!, one.GetProperty("what").GetString()!))];
    }

    /// <summary>Seconds of processor time that the page's main thread has spent on tasks so far: unlike the clock it does not run while others have the processor.</summary>
    public async Task<double> ProcessorTimeAsync(CancellationToken cancellationToken)
    {
        JsonElement answer = await AskAsync("Performance.getMetrics", new { }, cancellationToken);
        return answer.GetProperty("metrics").EnumerateArray().First(static metric => metric.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble();
    }

    internal async Task OpenAsync(string file, int width, bool dark, CancellationToken cancellationToken)
    {
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
        {
            await AskAsync($"{domain}.enable", new { }, cancellationToken);
        }

        await AskAsync("Performance.enable", new { timeDomain = "threadTicks" }, cancellationToken);
        await AskAsync("Emulation.setDeviceMetricsOverride", new { width, height = 900, deviceScaleFactor = 1, mobile = width < 600 }, cancellationToken);
        await AskAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = dark ? "dark" : "light" } } }, cancellationToken);
        await AskAsync("Page.navigate", new { url = new Uri(file).AbsoluteUri }, cancellationToken);
        await _loaded.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
    }

    internal void Hear(string method, JsonElement told)
    {
        switch (method)
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Runtime.exceptionThrown":
                Complaints.Enqueue(told.GetProperty("exceptionDetails").ToString());
                break;
            case "Log.entryAdded":
                Complaints.Enqueue(told.GetProperty("entry").ToString());
                break;
            case "Runtime.consoleAPICalled":
                Complaints.Enqueue(told.ToString());
                break;
            case "Network.requestWillBeSent":
                Requests.Enqueue(told.GetProperty("request").GetProperty("url").GetString()!);
                break;
        }
    }

    private Task<JsonElement> AskAsync(string method, object parameters, CancellationToken cancellationToken) => _browser.AskAsync(Session, method, parameters, cancellationToken);
}
