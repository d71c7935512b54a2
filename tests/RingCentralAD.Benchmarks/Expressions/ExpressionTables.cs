using RingCentralAD.Benchmarks.Harness;

namespace RingCentralAD.Benchmarks.Expressions;

/// <summary>The figures of the expressions as tables.</summary>
internal sealed class ExpressionTables
{
    private readonly Table _times = new("ns per evaluation", "by hand", "ours", "ours / by hand", "Jint", "Jint / ours", "SpEL", "SpEL / ours");
    private readonly Table _bytes = new("bytes allocated per evaluation", "new text in the result", "by hand", "ours", "Jint", "SpEL");
    private readonly Table _parsing = new("the guide's directNumber expression", "ns", "bytes");

    /// <summary>By hand, ours, Jint, and SpEL where it is there.</summary>
    public void AddEvaluation(ExpressionCase given, Cost[] costs)
    {
        (Cost byHand, Cost ours, Cost jint) = (costs[0], costs[1], costs[2]);
        Cost? spel = costs.Length > 3 ? costs[3] : null;
        _times.Add(
            given.Name, Figures.Show(byHand.Nanoseconds, 1), Figures.Show(ours.Nanoseconds, 1), Figures.Ratio(ours.Nanoseconds, byHand.Nanoseconds),
            Figures.Show(jint.Nanoseconds, 0), Figures.Ratio(jint.Nanoseconds, ours.Nanoseconds),
            spel is null ? "" : Figures.Show(spel.Value.Nanoseconds, 0), spel is null ? "" : Figures.Ratio(spel.Value.Nanoseconds, ours.Nanoseconds));
        _bytes.Add(
            given.Name, Figures.Show(ResultBytes(given), 0), Figures.Show(byHand.Bytes, 0), Figures.Show(ours.Bytes, 0), Figures.Show(jint.Bytes, 0),
            spel is null ? "" : Figures.Show(spel.Value.Bytes, 0));
    }

    /// <summary>Parsing and binding by us, Jint's preparation, and SpEL's parsing where it is there.</summary>
    public void AddParsing(Cost[] costs)
    {
        string[] names = ["ours: parse", "ours: bind to a schema", "Jint: prepare a script", "SpEL: parse"];
        foreach ((string name, Cost cost) in names.Zip(costs))
        {
            _parsing.Add(name, Figures.Show(cost.Nanoseconds, 0), Figures.Show(cost.Bytes, 0));
        }
    }

    public void Write(Report report)
    {
        report.Write(_times.ToString());
        report.Write(_bytes.ToString());
        report.Write(_parsing.ToString());
    }

    /// <summary>What a text of the result's length takes in memory; nothing where the result is a value of the profile itself.</summary>
    private static long ResultBytes(ExpressionCase given)
    {
        object? result = given.ByHand(ExpressionCase.Profile);
        if (result is not string text || ExpressionCase.Profile.Contains(result))
        {
            return 0;
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = new string('0', text.Length);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
