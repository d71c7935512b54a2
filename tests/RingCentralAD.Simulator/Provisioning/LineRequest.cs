namespace RingCentralAD.Simulator;

/// <summary>A digital line that somebody asks for: DeviceDefinition of devices/bulk-add and batch-provisioning.</summary>
internal sealed class LineRequest
{
    private static readonly string[] s_types = ["OtherPhone", "WebRTC"];

    private string _type = "";
    private string? _areaCode;
    private PhoneNumber? _fromInventory;

    public static LineRequest Read(Account account, BodyReader device)
    {
        LineRequest line = new() { _type = device.Choice("type", s_types) ?? "" };
        if (!device.Has("type"))
        {
            device.Refuse("type");
        }

        ReadEmergency(account, device);
        if (device.Object("phoneInfo") is not { } info)
        {
            device.Refuse("phoneInfo");
            return line;
        }

        line.ReadNumber(account, info);
        return line;
    }

    /// <summary>Adds the line; a number that is not the account's own comes from RingCentral's pool and is counted as bought.</summary>
    public (Device Device, PhoneNumber Number) Add(Account account, long extension)
    {
        PhoneNumber number;
        if (_fromInventory is { } owned)
        {
            account.NumberTable.Remove(owned.Id, out _);
            number = account.AddLine(extension, owned.Number, _type);
            account.NumberTable.Remove(number.Id, out _);
            number = number with { Id = owned.Id, Status = owned.Status };
            account.AddNumber(number);
            account.DeviceTable.Put(account.DeviceTable.Find(number.DeviceId!.Value)! with { NumberId = owned.Id });
        }
        else
        {
            number = account.AddLine(extension, account.MakeNumber(_areaCode ?? "650"), _type);
            account.NumbersBought++;
        }

        return (account.DeviceTable.Find(number.DeviceId!.Value)!, number);
    }

    /// <summary>Whether another line of the same request wants the same number.</summary>
    public bool Wants(LineRequest other) => _fromInventory is not null && other._fromInventory?.Id == _fromInventory.Id;

    private void ReadNumber(Account account, BodyReader info)
    {
        string? id = info.Id("phoneNumberId");
        string? number = info.Text("phoneNumber");
        _areaCode = info.Text("preferredAreaCode");
        string? toll = info.Choice("tollType", Enums.TollType);
        if (id is not null || number is not null)
        {
            _fromInventory = id is not null ? (Call.Number(id) is { } key ? account.NumberTable.Find(key) : null) : account.NumberTable.ByNumber(number!);
            if (_fromInventory is not { UsageType: "Inventory" } or { Status: "Pending" })
            {
                string name = id is not null ? "phoneNumberId" : "phoneNumber";
                info.Problems.Add(new Problem(400, "CMN-102", info.Path(name), id ?? number));
            }
        }
        else if (_areaCode is not null ? _areaCode.Length != 3 || !Formats.IsDigits(_areaCode) : toll is null)
        {
            info.Refuse("preferredAreaCode", _areaCode);
        }
    }

    private static void ReadEmergency(Account account, BodyReader device)
    {
        BodyReader? emergency = device.Object("emergency");
        BodyReader? location = emergency?.Object("location");
        BodyReader? address = emergency?.Object("address");
        if (location is null && address is null)
        {
            device.Refuse("emergency");
        }
        else if (location is not null && account.EmergencyLocations.All(l => l.Id != location.Id("id")))
        {
            location.Problems.Add(new Problem(400, "CMN-102", location.Path("id"), location.Id("id")));
        }

        if (address is not null)
        {
            CheckAddress(address);
        }
    }

    /// <summary>PostalAddress of v2: the country is a code.</summary>
    private static void CheckAddress(BodyReader address)
    {
        foreach ((string name, int length) in new[] { ("street", 256), ("city", 64), ("zip", 10), ("country", 2) })
        {
            if (address.Text(name, length) is null or "")
            {
                address.Refuse(name);
            }
        }

        Country? country = address.Text("country", 2) is { } code ? Countries.Find(code) : null;
        string? state = address.Text("state", 64);
        bool known = country is not null && (string.IsNullOrEmpty(state) ? !States.Mandatory(country) : States.Of(country).IsEmpty || States.Find(country, state) is not null);
        if (!known)
        {
            address.Refuse(country is null ? "country" : "state", state);
        }
    }
}
