using System.Collections.Concurrent;

namespace RingCentralAD.TestCmdlets;

/// <summary>What the cmdlets of one test did, by the name that the test gave.</summary>
public static class Probe
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> s_events = new();

    public static void Note(string? name, string what)
    {
        if (name is not null)
        {
            s_events.GetOrAdd(name, _ => new ConcurrentQueue<string>()).Enqueue(what);
        }
    }

    public static string[] Events(string name) => s_events.TryGetValue(name, out ConcurrentQueue<string>? events) ? [.. events] : [];
}
