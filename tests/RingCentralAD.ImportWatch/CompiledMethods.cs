using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace RingCentralAD.ImportWatch;

/// <summary>The methods of RingCentralAD that .NET compiles: none of them is compiled ahead, so that each one that runs is among them.</summary>
internal sealed class CompiledMethods : EventListener
{
    private const EventKeywords Compiler = (EventKeywords)0x10;
    private readonly BlockingCollection<string> _seen = [];

    /// <summary>Those up to a method of this program, which is called now: the runtime tells of them in their order, and a little later.</summary>
    public IEnumerable<string> UpTo(Action marker)
    {
        marker();
        string last = $"{marker.Method.DeclaringType!.FullName}::{marker.Method.Name}";
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        foreach (string method in _seen.GetConsumingEnumerable(patience.Token))
        {
            if (method == last)
            {
                yield break;
            }

            if (!method.StartsWith("RingCentralAD.ImportWatch.", StringComparison.Ordinal))
            {
                yield return method;
            }
        }
    }

    /// <inheritdoc />
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, Compiler);
        }
    }

    /// <inheritdoc />
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) == true
            && Value(eventData, "MethodNamespace") is { } type && type.StartsWith("RingCentralAD.", StringComparison.Ordinal))
        {
            _seen.Add($"{type}::{Value(eventData, "MethodName")}");
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _seen.Dispose();
    }

    private static string? Value(EventWrittenEventArgs data, string name) =>
        data.PayloadNames?.IndexOf(name) is >= 0 and int at ? data.Payload![at]?.ToString() : null;
}
