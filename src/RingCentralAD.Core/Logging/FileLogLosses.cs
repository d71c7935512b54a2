using RingCentralAD.Core.Model;
using Serilog.Core;
using Serilog.Events;

namespace RingCentralAD.Core.Logging;

/// <summary>Counts what a log could not write, and keeps why.</summary>
internal sealed class FileLogLosses(string path) : ILoggingFailureListener
{
    private readonly Lock _lock = new();
    private int _lines;
    private string _why = "";

    /// <summary>The error of a log that cannot be written.</summary>
    public static RingCentralAdException Error(string path, string message) =>
        new("LogFileFailed", ErrorKind.Denied, message, "Let this account write there, or name another file with Set-RcLog -Path.", path);

    /// <inheritdoc />
    public void OnLoggingFailed(object sender, LoggingFailureKind kind, string message, IReadOnlyCollection<LogEvent>? events, Exception? exception)
    {
        lock (_lock)
        {
            _lines += events?.Count ?? 0;
            _why = exception?.Message ?? message;
        }
    }

    /// <summary>What got lost since the last call; null where nothing did.</summary>
    public RingCentralAdException? Take()
    {
        lock (_lock)
        {
            (int lines, _lines) = (_lines, 0);
            return lines == 0 ? null : Error(path, $"{lines:N0} {(lines == 1 ? "line" : "lines")} of the log {path} could not be written: {_why}");
        }
    }
}
