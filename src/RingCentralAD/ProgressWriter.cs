using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>
/// Shows progress with counts and time left through WriteProgress. Reports may come from any thread and as often as
/// they like: a few a second reach the screen, on the pipeline thread. Make it inside an asynchronous body.
/// </summary>
internal sealed class ProgressWriter : IProgress<RunProgress>, IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);
    private static int s_lastId;

    private readonly Cmdlet _cmdlet;
    private readonly TimeProvider _time;
    private readonly SynchronizationContext? _pipeline = SynchronizationContext.Current;
    private readonly int _id = Interlocked.Increment(ref s_lastId);
    private readonly Lock _gate = new();
    private string? _activity;
    private long _started;
    private long _shown;
    private bool _visible;
    private bool _disposed;

    /// <summary>Makes the writer on the pipeline thread.</summary>
    public ProgressWriter(Cmdlet cmdlet, TimeProvider? time = null)
    {
        _cmdlet = cmdlet;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc />
    public void Report(RunProgress value)
    {
        TimeSpan elapsed;
        lock (_gate)
        {
            long now = _time.GetTimestamp();
            bool fresh = value.Activity != _activity;
            if (fresh)
            {
                (_activity, _started) = (value.Activity, now);
            }
            else if (_time.GetElapsedTime(_shown, now) < s_interval && value.Done != value.Total)
            {
                return;
            }

            _shown = now;
            elapsed = _time.GetElapsedTime(_started, now);
        }

        ProgressRecord record = Describe(value, elapsed);
        if (_pipeline is null || SynchronizationContext.Current == _pipeline)
        {
            Write(record);
        }
        else
        {
            _pipeline.Post(_ => Write(record), null);
        }
    }

    /// <summary>Takes the progress off the screen.</summary>
    public void Dispose()
    {
        if (_visible && !_disposed)
        {
            Write(new ProgressRecord(_id, _activity!, " ") { RecordType = ProgressRecordType.Completed });
        }

        _disposed = true;
    }

    private ProgressRecord Describe(RunProgress value, TimeSpan elapsed)
    {
        string done = value.Done.ToString("N0", CultureInfo.InvariantCulture);
        ProgressRecord record = new(_id, value.Activity, done) { PercentComplete = -1, SecondsRemaining = -1 };
        if (value.Total is > 0 and long total)
        {
            long part = Math.Clamp(value.Done, 0, total);
            record.StatusDescription = $"{done} of {total.ToString("N0", CultureInfo.InvariantCulture)}";
            record.PercentComplete = (int)(part * 100 / total);
            if (value.Left is { } dictated)
            {
                record.SecondsRemaining = (int)Math.Clamp(dictated.TotalSeconds, 0, int.MaxValue);
            }
            else if (part > 0 && elapsed >= TimeSpan.FromSeconds(1))
            {
                double left = elapsed.TotalSeconds / part * (total - part);
                record.SecondsRemaining = (int)Math.Min(left, int.MaxValue);
            }
        }

        if (!string.IsNullOrEmpty(value.Detail))
        {
            record.CurrentOperation = value.Detail;
        }

        return record;
    }

    private void Write(ProgressRecord record)
    {
        if (_disposed)
        {
            return;
        }

        try
        {
            _cmdlet.WriteProgress(record);
            _visible = true;
        }
        catch (PipelineStoppedException)
        {
            // The body hears of the stop by itself.
        }
    }
}
