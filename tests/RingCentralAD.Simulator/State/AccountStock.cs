using System.Globalization;

namespace RingCentralAD.Simulator;

/// <content>What an account owns: lines, numbers, devices, and how they move.</content>
public sealed partial class Account
{
    private int _made;

    /// <summary>Adds Unassigned extensions, each with a device whose line carries a direct number, as licensed lines come.</summary>
    public IReadOnlyList<Extension> AddUnassigned(int count, bool withNumber = true) => Locked(() =>
    {
        List<Extension> added = [];
        for (int i = 0; i < count; i++)
        {
            added.Add(AddUnassigned(withNumber ? MakeNumber("650") : null));
        }

        return added;
    });

    /// <summary>Adds numbers to the inventory.</summary>
    public void AddInventory(int count) => Locked(() =>
    {
        for (int i = 0; i < count; i++)
        {
            AddNumber(new PhoneNumber { Id = NextNumberId(), Number = MakeNumber("415"), UsageType = "Inventory" });
        }

        return count;
    });

    /// <summary>Removes an extension and returns its lines, as deleting it in the portal with its assets kept does.</summary>
    public bool Remove(long id) => Locked(() =>
    {
        if (!_extensions.Remove(id, out Extension? removed))
        {
            return false;
        }

        ReleaseAssets(id, "Inventory");
        if (removed.TakesLicence && Licences is { } left)
        {
            Licences = left + 1;
        }

        return true;
    });

    internal Extension AddUnassigned(string? number)
    {
        Extension extension = new() { Id = NextExtensionId(), Status = "Unassigned", Hidden = true, Roles = [DefaultRole], CreationTime = Now() };
        _extensions.Put(extension);
        if (number is not null)
        {
            AddLine(extension.Id, number, "HardPhone");
        }

        return extension;
    }

    internal void AddNumber(PhoneNumber number) => _numbers.Put(number);

    internal PhoneNumber AddLine(long extension, string number, string deviceType)
    {
        long device = NextDeviceId();
        PhoneNumber line = new() { Id = NextNumberId(), Number = number, UsageType = "DirectNumber", ExtensionId = extension, DeviceId = device, Primary = !_numbers.Of(extension).Any(n => n.Primary) };
        _numbers.Put(line);
        _devices.Put(new Device { Id = device, Type = deviceType, Name = deviceType == "HardPhone" ? "Polycom VVX 250" : "Other Phone", ExtensionId = extension, NumberId = line.Id });
        return line;
    }

    internal void ReleaseAssets(long extension, string? numbersTo)
    {
        foreach (PhoneNumber number in _numbers.Of(extension).ToArray())
        {
            if (numbersTo is null)
            {
                _numbers.Remove(number.Id, out _);
            }
            else
            {
                _numbers.Put(number with { ExtensionId = null, DeviceId = null, Primary = false, UsageType = number.Status == "Pending" ? "ForwardedCompanyNumber" : numbersTo });
            }
        }

        foreach (Device device in _devices.Of(extension).ToArray())
        {
            // A rented phone goes back to stock, a customer's own is deleted (specification, bulkDeleteUsersV2).
            if (numbersTo is null || device.Type != "HardPhone")
            {
                _devices.Remove(device.Id, out _);
            }
            else
            {
                _devices.Put(device with { ExtensionId = null, NumberId = null });
            }
        }
    }

    internal string MakeNumber(string areaCode)
    {
        string number;
        do
        {
            number = string.Create(CultureInfo.InvariantCulture, $"+1{areaCode}{2_000_000 + _made++}");
        }
        while (_numbers.ByNumber(number) is not null);
        return number;
    }
}
