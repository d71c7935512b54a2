using RingCentralAD.Core.Model;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Parsing;

namespace RingCentralAD.Core.Logging;

/// <summary>
/// A log in a file: one JSON object a line (https://clef-json.org), the next file after a size, some kept. Several processes of a machine may write into
/// one file. Once it is open it never fails: what cannot be written is lost, and counted.
/// </summary>
public sealed class FileLog : ISyncLog, IDisposable
{
    private static readonly MessageTemplateParser s_templates = new();
    private readonly Logger _logger;
    private readonly FileLogLosses _losses;
    private readonly TimeProvider _time;

    private FileLog(Logger logger, FileLogLosses losses, TimeProvider time) => (_logger, _losses, _time) = (logger, losses, time);

    /// <summary>Refuses a place where no log can be, before the hub keeps it: a folder that is not there is a mistake in writing more often than not.</summary>
    /// <param name="path">The whole path.</param>
    /// <exception cref="RingCentralAdException">LogFolderNotFound.</exception>
    public static void CheckPlace(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw NoPlace(path, "It is a folder.");
        }

        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            throw NoPlace(path, $"There is no folder {folder}.");
        }
    }

    /// <summary>Opens it.</summary>
    /// <param name="options">Where, and how much; with a path.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RingCentralAdException">LogFileFailed: the file cannot be written.</exception>
    public static FileLog Open(LogOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(options.Path)!);
            using FileStream tried = new(options.Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw FileLogLosses.Error(options.Path, $"The log {options.Path} cannot be written: {error.Message}");
        }

        FileLogLosses losses = new(options.Path);
        Logger logger = new LoggerConfiguration()
            .MinimumLevel.Is(LevelOf(options.Level))
            .WriteTo.Fallible(
                sinks => sinks.File(
                    new CompactJsonFormatter(),
                    options.Path,
                    fileSizeLimitBytes: options.MaxSize * 1024L * 1024,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: options.Keep,
                    shared: true),
                losses)
            .CreateLogger();
        return new FileLog(logger, losses, time);
    }

    /// <summary>The files that are there, the oldest first.</summary>
    public static IEnumerable<FileInfo> FilesOf(LogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string? folder = Path.GetDirectoryName(options.Path);
        if (folder is null || !Directory.Exists(folder))
        {
            return [];
        }

        string name = Path.GetFileNameWithoutExtension(options.Path)!, ending = Path.GetExtension(options.Path)!;
        return new DirectoryInfo(folder).EnumerateFiles($"{name}*{ending}")
            .Where(file => file.Name.AsSpan(name.Length, file.Name.Length - name.Length - ending.Length) is [] or ['_', ..])
            .OrderBy(static file => file.Name.Length).ThenBy(static file => file.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public bool IsOn(SyncLogLevel level) => _logger.IsEnabled(LevelOf(level));

    /// <inheritdoc />
    public void Tell(SyncLogLevel level, string what, params IReadOnlyList<(string Name, object? Value)> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (IsOn(level))
        {
            IEnumerable<LogEventProperty> properties = facts.Where(static fact => fact.Value is not null).Select(static fact => new LogEventProperty(fact.Name, ValueOf(fact.Value!)));
            _logger.Write(new LogEvent(
                _time.GetUtcNow(), LevelOf(level), null, s_templates.Parse(what),
                [.. properties, new("Host", new ScalarValue(ThisProcess.Host)), new("Process", new ScalarValue(Environment.ProcessId))]));
        }
    }

    /// <inheritdoc />
    public RingCentralAdException? TakeLoss() => _losses.Take();

    /// <inheritdoc />
    public void Dispose() => _logger.Dispose();

    private static RingCentralAdException NoPlace(string path, string why) =>
        new("LogFolderNotFound", ErrorKind.NotFound, $"The log cannot be written to {path}: {why}", "Name a file in a folder that exists and lets this account write.", path);

    private static LogEventPropertyValue ValueOf(object value) => value switch
    {
        IReadOnlyDictionary<string, long> counts => new StructureValue(counts.Select(static count => new LogEventProperty(count.Key, new ScalarValue(count.Value)))),
        Enum name => new ScalarValue(name.ToString()),
        _ => new ScalarValue(value),
    };

    private static LogEventLevel LevelOf(SyncLogLevel level) => level switch
    {
        SyncLogLevel.Debug => LogEventLevel.Debug,
        SyncLogLevel.Information => LogEventLevel.Information,
        SyncLogLevel.Warning => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };
}
