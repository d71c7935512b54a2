namespace RingCentralAD.Simulator;

/// <summary>Numbers into the inventory and out of the account (specification, addNumbersToInventoryV2 and deleteNumbersFromInventoryV2).</summary>
internal static class InventoryOperations
{
    private static readonly string[] s_usage = ["Inventory", "InventoryPartnerBusinessMobileNumber", "InventoryFmcBusinessMobileNumber", "PartnerBusinessMobileNumber", "InventoryMobileNumber"];

    public static Answer Add(Call call)
    {
        BodyReader body = call.Body();
        IReadOnlyList<BodyReader> records = body.Items("records") ?? [];
        if (records.Count == 0)
        {
            body.Refuse("records");
        }

        (string? Number, string? Usage)[] wanted = [.. records.Select(r => (Mandatory(r, "phoneNumber"), r.Choice("usageType", s_usage) ?? Mandatory(r, "usageType")))];
        call.Check(body);
        return Results(call, wanted, item =>
        {
            bool possible = Formats.IsE164(item.Number!) && call.Account.NumberTable.ByNumber(item.Number!) is null;
            if (!possible)
            {
                return (null, item.Number, Problem.Invalid("phoneNumber", item.Number));
            }

            PhoneNumber added = new() { Id = call.Account.NextNumberId(), Number = item.Number!, UsageType = item.Usage! };
            call.Account.AddNumber(added);
            return (added.Id.Id(), added.Number, null);
        });
    }

    public static Answer Delete(Call call)
    {
        BodyReader body = call.Body();
        IReadOnlyList<BodyReader> records = body.Items("records") ?? [];
        (string? Id, string? Number)[] wanted = [.. records.Select(r => (r.Text("id"), r.Text("phoneNumber")))];

        // All by id or all by number (specification).
        if (wanted.Length == 0 || !(wanted.All(r => r.Id is not null) || wanted.All(r => r is { Id: null, Number: not null })))
        {
            body.Refuse("records");
        }

        call.Check(body);
        return Results(call, wanted, item =>
        {
            PhoneNumber? found = item.Id is { } text ? (Call.Number(text) is { } id ? call.Account.NumberTable.Find(id) : null) : call.Account.NumberTable.ByNumber(item.Number!);
            if (found is null)
            {
                return (item.Id, item.Number, Problem.NotFound("id", item.Id ?? item.Number));
            }

            if (found.UsageType is not ("Inventory" or "ForwardedNumber" or "ForwardedCompanyNumber"))
            {
                return (item.Id, item.Number, new Problem(400, "CMN-111"));
            }

            call.Account.NumberTable.Remove(found.Id, out _);
            return (found.Id.Id(), found.Number, null);
        });
    }

    private static Answer Results<T>(Call call, T[] items, Func<T, (string? Id, string? Number, Problem? Problem)> one)
    {
        (string? Id, string? Number, Problem? Problem)[] results = [.. items.Select(one)];
        return Answer.Json(w =>
        {
            w.WriteStartObject();
            w.Array("records", results, result =>
            {
                w.Text("id", result.Id);
                w.Text("phoneNumber", result.Number);
                w.WriteBoolean("bulkItemSuccessful", result.Problem is null);
                if (result.Problem is { } problem)
                {
                    ErrorAnswer.Write(w, "bulkItemErrors", [problem], call.German);
                }
            });
            w.WriteEndObject();
        });
    }

    private static string? Mandatory(BodyReader record, string name)
    {
        string? text = record.Text(name);
        if (text is null)
        {
            record.Refuse(name);
        }

        return text;
    }
}
