namespace RingCentralAD.Simulator;

/// <summary>Phone numbers with their indexes by number, by extension and of the inventory.</summary>
internal sealed class NumberTable() : Table<PhoneNumber>(n => n.Id)
{
    private readonly Dictionary<string, long> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<long, SortedSet<long>> _byExtension = [];
    private readonly SortedSet<long> _inventory = [];
    private readonly SortedSet<long> _company = [];

    public PhoneNumber? ByNumber(string number) => _byNumber.TryGetValue(number, out long key) ? Find(key) : null;

    public IEnumerable<PhoneNumber> Of(long extension) =>
        _byExtension.TryGetValue(extension, out SortedSet<long>? keys) ? keys.Select(k => Find(k)!) : [];

    public IEnumerable<PhoneNumber> Inventory => _inventory.Select(k => Find(k)!);

    public IEnumerable<PhoneNumber> Company => _company.Select(k => Find(k)!);

    protected override void Index(PhoneNumber value)
    {
        _byNumber[value.Number] = value.Id;
        if (value.ExtensionId is { } extension)
        {
            if (!_byExtension.TryGetValue(extension, out SortedSet<long>? keys))
            {
                _byExtension[extension] = keys = [];
            }

            keys.Add(value.Id);
        }
        else
        {
            (value.UsageType == "Inventory" ? _inventory : _company).Add(value.Id);
        }
    }

    protected override void Unindex(PhoneNumber value)
    {
        _byNumber.Remove(value.Number);
        _inventory.Remove(value.Id);
        _company.Remove(value.Id);
        if (value.ExtensionId is { } extension && _byExtension.TryGetValue(extension, out SortedSet<long>? keys))
        {
            keys.Remove(value.Id);
            if (keys.Count == 0)
            {
                _byExtension.Remove(extension);
            }
        }
    }
}
