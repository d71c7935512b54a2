using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Reads everybody once and finds out what an import would take and what would go wrong with it. Keeps counts, keys and a few examples.</summary>
internal sealed class DirectoryCheckPeople
{
    private const int LargestSample = 25;
    private const int SamplePerContainer = 2;
    private static readonly string[] s_phones = ["telephoneNumber", "mobile"];

    private readonly DirectoryEntry _entry;
    private readonly DirectoryCheckScope _scope;
    private readonly ProfileBuilder _builder;
    private readonly IReadOnlyList<string> _attributes;
    private readonly Dictionary<string, int> _filled = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, Fault> _faults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sampled = new(StringComparer.Ordinal);
    private readonly DirectoryCheckAcross? _across;
    private readonly string _userName;

    public DirectoryCheckPeople(DirectoryEntry entry, DirectoryCheckScope scope, ProfileBuilder builder, DirectoryCheckPlaces places, DirectoryCheckPhones numbers, DirectoryCheckAcross? across)
    {
        Places = places;
        Numbers = numbers;
        _across = across;
        _entry = entry;
        _scope = scope;
        _builder = builder;
        _userName = builder.Mappings.LdapName(entry.Id, "userName");
        _attributes = [.. builder.Mappings.DirectoryAttributes(entry).Concat(s_phones).Append(_userName).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>People in scope.</summary>
    public int InScope { get; private set; }

    /// <summary>People in scope whose account is disabled.</summary>
    public int Disabled { get; private set; }

    /// <summary>People of the naming context, in scope or not.</summary>
    public int All { get; private set; }

    /// <summary>Keys of some people in scope, from as many containers as can be.</summary>
    public List<string> Sample { get; } = [];

    public DirectoryCheckDuplicates Mail { get; } = new();

    public DirectoryCheckDuplicates UserName { get; } = new();

    public DirectoryCheckDuplicates Login { get; } = new();

    public DirectoryCheckDuplicates Phone { get; } = new();

    /// <summary>Countries and states.</summary>
    public DirectoryCheckPlaces Places { get; }

    /// <summary>Phone numbers that RingCentral is sent.</summary>
    public DirectoryCheckPhones Numbers { get; }

    /// <summary>What is wrong with people's values, by hub attribute and kind of fault.</summary>
    public IReadOnlyCollection<Fault> Faults => _faults.Values;

    /// <summary>How many people in scope have a value of an LDAP attribute.</summary>
    public int Filled(string attribute) => _filled.GetValueOrDefault(attribute);

    /// <summary>Reads everybody.</summary>
    public async Task ReadAsync(IDirectory directory, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        await foreach (AppUser person in directory.ReadUsersAsync(new DirectoryRead(_attributes), cancellationToken).ConfigureAwait(false))
        {
            All++;
            if (All % 500 == 0)
            {
                progress?.Report(new RunProgress($"Looking at people of {_entry.Name}", All));
            }

            if (_scope.Contains(person))
            {
                Take(person);
            }
        }
    }

    /// <summary>A person's numbers, as people see them and as they are compared.</summary>
    public static IEnumerable<(string Shown, string Comparable)> PhonesOf(AppUser person)
    {
        foreach (string phone in s_phones)
        {
            string? number = person.Attributes.Text(phone);
            if (DirectoryCheckDuplicates.Number(number) is { } digits)
            {
                yield return ($"{phone} {number}", $"{phone} {digits}");
            }
        }
    }

    private void Take(AppUser person)
    {
        InScope++;
        Disabled += person.Enabled ? 0 : 1;
        foreach (string attribute in _attributes)
        {
            if (person.Attributes[attribute] is not (null or "" or IReadOnlyList<string> { Count: 0 }))
            {
                _filled[attribute] = _filled.GetValueOrDefault(attribute) + 1;
            }
        }

        Mail.Add(person.Attributes.Text("mail"), MatchKey.Of(person.Attributes.Text("mail")), person);
        UserName.Add(person.Attributes.Text(_userName), MatchKey.Of(person.Attributes.Text(_userName)), person);
        (string Shown, string Comparable)[] phones = [.. PhonesOf(person)];
        Array.ForEach(phones, phone => Phone.Add(phone.Shown, phone.Comparable, person));

        BuiltProfile profile = _builder.Build(AttributeSet.Empty, AttributeSet.Empty, [person]);
        string? login = profile.Values.Text("login");
        Login.Add(login, MatchKey.Of(login), person);
        Places.Add(profile.Values, person);
        Numbers.Add(profile.Values, person);
        _across?.Add(_entry, person, person.Attributes.Text(_userName), login, phones);
        foreach (ProfileProblem problem in profile.Problems)
        {
            string name = $"{problem.Attribute} {problem.ErrorId}";
            if (!_faults.TryGetValue(name, out Fault? fault))
            {
                _faults[name] = fault = new Fault(problem);
            }

            fault.Add(person.Place);
        }

        int sampled = _sampled.GetValueOrDefault(person.ParentKey ?? "");
        if (sampled < SamplePerContainer && Sample.Count < LargestSample)
        {
            _sampled[person.ParentKey ?? ""] = sampled + 1;
            Sample.Add(person.Key);
        }
    }

    /// <summary>One kind of fault and who has it.</summary>
    internal sealed class Fault(ProfileProblem first)
    {
        private readonly List<string> _examples = [];

        /// <summary>What was said of the first person.</summary>
        public ProfileProblem First => first;

        public int Count { get; private set; }

        public string People => DirectoryCheckFindings.Some(_examples, Count);

        public void Add(string place)
        {
            Count++;
            if (_examples.Count < DirectoryCheckFindings.Examples)
            {
                _examples.Add(place);
            }
        }
    }
}
