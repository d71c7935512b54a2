namespace RingCentralAD.Simulator;

/// <summary>Moves numbers between inventory, company and extensions (specification, assignPhoneNumberV2 and replacePhoneNumberV2).</summary>
internal static class NumberAssignment
{
    public static Answer Assign(Call call)
    {
        PhoneNumber number = Find(call);
        BodyReader body = call.Body();
        string? type = body.Choice("type", Enums.NumberType);
        string? usage = body.Choice("usageType", Enums.UsageTypeForAssign);
        if (!body.Has("usageType"))
        {
            body.Refuse("usageType");
        }

        Extension? extension = Target(call, body);
        if (usage == "DirectNumber" && extension is null && body.Problems.Count == 0)
        {
            body.Refuse("extension.id");
        }

        call.Check(body);
        if (number.Status == "Pending" || number.UsageType is "MainCompanyNumber" or "ContactCenterNumber")
        {
            throw new ApiException(new Problem(400, "CMN-111", "phoneNumberId", number.Id.Id()));
        }

        PhoneNumber moved = Move(call.Account, number, usage!, extension?.Id) with { Type = type ?? number.Type };
        call.Account.AddNumber(moved);
        return Show(call, moved);
    }

    /// <summary>Swaps a number in use with one of the inventory: what takes the temporary number's place on port day.</summary>
    public static Answer Replace(Call call)
    {
        PhoneNumber old = Find(call);
        BodyReader body = call.Body();
        string? text = body.Text("targetPhoneNumberId");
        PhoneNumber? target = text is not null && Call.Number(text) is { } id ? call.Account.NumberTable.Find(id) : null;
        if (target is null)
        {
            body.Problems.Add(new Problem(400, "CMN-102", "targetPhoneNumberId", text));
        }

        call.Check(body);
        if (target!.UsageType != "Inventory" || target.Status == "Pending" || old.UsageType is not ("DirectNumber" or "MainCompanyNumber" or "CompanyNumber" or "AdditionalCompanyNumber" or "CompanyFaxNumber"))
        {
            throw new ApiException(new Problem(400, "CMN-111", "targetPhoneNumberId", text));
        }

        Swap(call.Account, old, target);
        return Show(call, call.Account.NumberTable.Find(target.Id)!);
    }

    public static void Swap(Account account, PhoneNumber old, PhoneNumber target)
    {
        account.AddNumber(old with { UsageType = "Inventory", ExtensionId = null, DeviceId = null, Primary = false });
        account.AddNumber(target with { UsageType = old.UsageType, ExtensionId = old.ExtensionId, DeviceId = old.DeviceId, Primary = old.Primary, TemporaryId = null });
        if (old.DeviceId is { } device && account.DeviceTable.Find(device) is { } found)
        {
            account.DeviceTable.Put(found with { NumberId = target.Id });
        }
    }

    private static PhoneNumber Move(Account account, PhoneNumber number, string usage, long? extension)
    {
        long? to = usage == "DirectNumber" ? extension : null;
        if (number.ExtensionId == to && number.UsageType == usage)
        {
            return number;
        }

        if (number.DeviceId is { } device && account.DeviceTable.Find(device) is { } line)
        {
            account.DeviceTable.Put(line with { NumberId = null });
        }

        bool first = to is { } id && !account.NumberTable.Of(id).Any(n => n.Primary);
        return number with { UsageType = usage, ExtensionId = to, DeviceId = null, Primary = first };
    }

    private static Extension? Target(Call call, BodyReader body)
    {
        if (body.Object("extension") is not { } reference)
        {
            return null;
        }

        string? text = reference.Id("id");
        Extension? found = text is not null && Call.Number(text) is { } id ? call.Account.ExtensionTable.Find(id) : null;
        if (found is null)
        {
            body.Problems.Add(new Problem(400, "CMN-102", "extension.id", text));
        }

        return found;
    }

    private static PhoneNumber Find(Call call)
    {
        string text = call.Parameter("phoneNumberId");
        return (Call.Number(text) is { } id ? call.Account.NumberTable.Find(id) : null) ?? throw new ApiException(Problem.NotFound("phoneNumberId", text));
    }

    private static Answer Show(Call call, PhoneNumber number) => Answer.Json(w =>
    {
        w.WriteStartObject();
        NumberView.Version2(w, call, number);
        w.WriteEndObject();
    });
}
