namespace RingCentralAD.Simulator;

/// <summary>POST /restapi/v2/accounts/{id}/devices/bulk-add: digital lines for people who are there; a result for each.</summary>
internal static class DeviceProvisioning
{
    public static Answer BulkAdd(Call call)
    {
        BodyReader body = call.Body();
        IReadOnlyList<BodyReader> records = body.Items("records", separate: true) ?? [];
        if (records.Count == 0)
        {
            body.Refuse("records");
        }

        call.Check(body);
        List<(BodyReader Item, Device? Device, PhoneNumber? Number)> results = [];
        foreach (BodyReader item in records.Select(r => r.Rooted()))
        {
            results.Add(One(call, item));
        }

        return Answer.Json(w =>
        {
            w.WriteStartObject();
            w.Array("results", results, result =>
            {
                w.WriteBoolean("successful", result.Device is not null);
                if (result.Device is { } device)
                {
                    w.WriteString("id", device.Id.Id());
                    w.Object("extension", () => w.WriteString("id", device.ExtensionId!.Value.Id()));
                    w.WriteString("phoneNumber", result.Number!.Number);
                }
                else
                {
                    ErrorAnswer.Write(w, "errors", result.Item.Problems, call.German);
                }
            });
            w.WriteEndObject();
        });
    }

    private static (BodyReader Item, Device? Device, PhoneNumber? Number) One(Call call, BodyReader item)
    {
        BodyReader? reference = item.Object("extension");
        string? text = reference?.Id("id");
        Extension? extension = text is not null && Call.Number(text) is { } id ? call.Account.ExtensionTable.Find(id) : null;
        if (extension is null)
        {
            item.Problems.Add(new Problem(400, "CMN-102", "extension.id", text));
        }

        LineRequest line = LineRequest.Read(call.Account, item);
        if (item.Problems.Count > 0)
        {
            return (item, null, null);
        }

        (Device device, PhoneNumber number) = line.Add(call.Account, extension!.Id);
        return (item, device, number);
    }
}
