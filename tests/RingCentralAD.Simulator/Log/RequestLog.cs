using System.Collections.Concurrent;

namespace RingCentralAD.Simulator;

/// <summary>What the platform was asked, in order, for tests to read.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly Queue<RequestEntry> _entries = new();
    private readonly ConcurrentDictionary<string, int> _counters = new();
    private readonly int _capacity;
    private long _sequence;

    internal RequestLog(int capacity) => _capacity = capacity;

    /// <summary>The requests since the start or the last <see cref="Clear"/>, oldest first.</summary>
    public IReadOnlyList<RequestEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>The requests that would change something, token requests aside.</summary>
    public IReadOnlyList<RequestEntry> Writes => [.. Entries.Where(e => e.Writes && e.Group != "Auth")];

    /// <summary>How often each operation was called, by operationId.</summary>
    public IReadOnlyDictionary<string, int> Counters => _counters.ToDictionary();

    /// <summary>How often an operation was called.</summary>
    public int Count(string operation) => _counters.GetValueOrDefault(operation);

    /// <summary>Forgets everything; the sequence goes on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _counters.Clear();
        }
    }

    internal long Next() => Interlocked.Increment(ref _sequence);

    internal void Add(RequestEntry entry)
    {
        _counters.AddOrUpdate(entry.Operation, 1, (_, n) => n + 1);
        lock (_gate)
        {
            _entries.Enqueue(entry);
            if (_entries.Count > _capacity)
            {
                _entries.Dequeue();
            }
        }
    }
}
