namespace RingCentralAD.Simulator;

/// <summary>Devices with their index by extension.</summary>
internal sealed class DeviceTable() : Table<Device>(d => d.Id)
{
    private readonly Dictionary<long, SortedSet<long>> _byExtension = [];

    public IEnumerable<Device> Of(long extension) =>
        _byExtension.TryGetValue(extension, out SortedSet<long>? keys) ? keys.Select(k => Find(k)!) : [];

    protected override void Index(Device value)
    {
        if (value.ExtensionId is { } extension)
        {
            if (!_byExtension.TryGetValue(extension, out SortedSet<long>? keys))
            {
                _byExtension[extension] = keys = [];
            }

            keys.Add(value.Id);
        }
    }

    protected override void Unindex(Device value)
    {
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
