using System.Globalization;

namespace RingCentralAD.Simulator;

/// <summary>Extensions with their indexes by short number and by mail address.</summary>
internal sealed class ExtensionTable() : Table<Extension>(e => e.Id)
{
    private readonly Dictionary<string, long> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private int _next = 101;

    public Extension? ByNumber(string number) => _byNumber.TryGetValue(number, out long key) ? Find(key) : null;

    public IEnumerable<Extension> ByEmail(string email) =>
        _byEmail.TryGetValue(email, out List<long>? keys) ? keys.Order().Select(k => Find(k)!) : [];

    public string NextNumber(IList<string> reserved)
    {
        for (; ; _next++)
        {
            string number = _next.ToString(CultureInfo.InvariantCulture);
            if (!_byNumber.ContainsKey(number) && !reserved.Contains(number))
            {
                return number;
            }
        }
    }

    protected override void Index(Extension value)
    {
        if (value.ExtensionNumber is { } number)
        {
            _byNumber[number] = value.Id;
        }

        if (value.Contact.Email is { } email)
        {
            if (!_byEmail.TryGetValue(email, out List<long>? keys))
            {
                _byEmail[email] = keys = [];
            }

            keys.Add(value.Id);
        }
    }

    protected override void Unindex(Extension value)
    {
        if (value.ExtensionNumber is { } number && _byNumber.Remove(number) && int.TryParse(number, CultureInfo.InvariantCulture, out int freed) && freed >= 101)
        {
            _next = Math.Min(_next, freed);
        }

        if (value.Contact.Email is { } email && _byEmail.TryGetValue(email, out List<long>? keys))
        {
            keys.Remove(value.Id);
            if (keys.Count == 0)
            {
                _byEmail.Remove(email);
            }
        }
    }
}
