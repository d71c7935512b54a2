using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>The names that a Get- cmdlet was asked for. A wildcard may fit nothing; a plain name that fits nothing is an error, and the other names go on.</summary>
internal sealed class NamePatterns
{
    private readonly List<Asked> _asked;

    /// <summary>What was asked for; nothing of it was found so far.</summary>
    public NamePatterns(params IEnumerable<string> names) => _asked = [.. names.Select(name => new Asked(name))];

    /// <summary>Whether any of the names fits one of these texts; those that fit count as found.</summary>
    public bool Fit(params IEnumerable<string?> texts)
    {
        bool fits = false;
        foreach (string text in texts.OfType<string>())
        {
            foreach (Asked asked in _asked.Where(asked => asked.Pattern.IsMatch(text)))
            {
                fits = asked.Found = true;
            }
        }

        return fits;
    }

    /// <summary>Writes an error for each plain name that nothing was called.</summary>
    public void Report(Cmdlet cmdlet, Func<string, RingCentralAdException> missing)
    {
        foreach (Asked asked in _asked.Where(static asked => !asked.Found && !WildcardPattern.ContainsWildcardCharacters(asked.Name)))
        {
            cmdlet.WriteError(ErrorRecords.From(missing(asked.Name), asked.Name));
        }
    }

    private sealed class Asked(string name)
    {
        public string Name => name;

        public WildcardPattern Pattern { get; } = new(name, WildcardOptions.IgnoreCase);

        public bool Found { get; set; }
    }
}
