using System.IO.Enumeration;
using System.Text;

namespace RingCentralAD.Simulator;

/// <summary>The faults that are switched on.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<ActiveFault> _active = [];

    /// <summary>The rules that are on, with how often each struck.</summary>
    public IReadOnlyList<(FaultRule Rule, int Struck)> Rules
    {
        get
        {
            lock (_gate)
            {
                return [.. _active.Select(a => (a.Rule, a.Struck))];
            }
        }
    }

    /// <summary>Whether faults strike; off lets everything pass and keeps the rules.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Switches a fault on.</summary>
    public void Add(FaultRule rule)
    {
        lock (_gate)
        {
            _active.Add(new ActiveFault(rule));
        }
    }

    /// <summary>Switches all faults off.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _active.Clear();
        }
    }

    internal IReadOnlyList<FaultRule> Striking(Operation operation, string path, byte[] body)
    {
        if (!Enabled)
        {
            return [];
        }

        lock (_gate)
        {
            return _active.Count == 0 ? [] : [.. _active.Where(a => a.Strikes(operation, path, body)).Select(a => a.Rule)];
        }
    }

    private sealed class ActiveFault(FaultRule rule)
    {
        private readonly Random _chance = new(rule.Seed);
        private int _seen;

        public FaultRule Rule => rule;

        public int Struck { get; private set; }

        public bool Strikes(Operation operation, string path, byte[] body)
        {
            if (!Matches(operation, path, body) || _seen++ < rule.Skip || Struck >= (rule.Count ?? int.MaxValue) || _chance.NextDouble() >= rule.Probability)
            {
                return false;
            }

            Struck++;
            return true;
        }

        private bool Matches(Operation operation, string path, byte[] body) =>
            (rule.Operation is null ? operation.Group != "Auth" || rule.Path is not null : FileSystemName.MatchesSimpleExpression(rule.Operation, operation.Name))
            && (rule.Method is null || string.Equals(rule.Method, operation.Method, StringComparison.OrdinalIgnoreCase))
            && (rule.Path is null || FileSystemName.MatchesSimpleExpression(rule.Path, path))
            && (rule.BodyContains is null || Encoding.UTF8.GetString(body).Contains(rule.BodyContains, StringComparison.Ordinal));
    }
}
