using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Running;

/// <summary>Finds countries and states that are neither a name nor a code: RingCentral refuses the person's address with them.</summary>
internal sealed class DirectoryCheckPlaces(DirectoryCheckFindings findings)
{
    private readonly Odd _countries = new();
    private readonly Odd _states = new();

    /// <summary>Takes a person's hub values in.</summary>
    public void Add(AttributeSet profile, AppUser person)
    {
        string? country = profile.Text("countryCode");
        string? state = profile.Text("state");
        string? code = CountryFunctions.CodeOf(country);
        if (country is not null && code is null)
        {
            _countries.Add(country, person);
        }
        else if (state is not null && StateNames.Covers(code) && StateNames.Find(state, code) is null)
        {
            _states.Add(state, person);
        }
    }

    /// <summary>The two findings.</summary>
    public IEnumerable<DirectoryCheck> Find()
    {
        yield return Finding("State", "a state that their country does not have", "Every state is a name or an ISO code of its country, as far as the country's are known here.", _states);
        yield return Finding("Country", "a country that is neither a name nor an ISO code", "Every country is a name or an ISO code.", _countries);
    }

    private DirectoryCheck Finding(string check, string what, string good, Odd odd) => odd.Count == 0
        ? findings.Passed(check, good)
        : findings.Warning(check, $"{Counted.People(odd.Count)} with {what}: {odd}.", "Please correct the parameter in Active Directory.");

    private sealed class Odd
    {
        private readonly List<string> _examples = [];

        public int Count { get; private set; }

        public void Add(string value, AppUser person)
        {
            Count++;
            if (_examples.Count < DirectoryCheckFindings.Examples)
            {
                _examples.Add($"'{value}' ({person.Place})");
            }
        }

        public override string ToString() => DirectoryCheckFindings.Some(_examples, Count);
    }
}
