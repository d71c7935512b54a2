namespace RingCentralAD.Simulator;

/// <summary>POST /restapi/v2/accounts/{id}/batch-provisioning/users: one to ten people, Enabled, with at most one role and one line each.</summary>
internal static class BatchProvisioning
{
    private const int Largest = 10;

    public static Answer Run(Call call)
    {
        BodyReader body = call.Body();
        IReadOnlyList<BodyReader> records = body.Items("records", separate: true) ?? [];
        if (records.Count is < 1 or > Largest)
        {
            body.Refuse("records");
        }

        call.Check(body);
        List<BatchResult> results = [];
        foreach (BodyReader item in records.Select(r => r.Rooted()))
        {
            results.Add(One(call, item));
        }

        return Answer.Json(w =>
        {
            w.WriteStartObject();
            w.Array("results", results, result =>
            {
                w.WriteBoolean("successful", result.Extension is not null);
                if (result.Extension is { } extension)
                {
                    w.Object("extension", () =>
                    {
                        w.WriteString("id", extension.Id.Id());
                        w.Array("devices", result.Lines, line =>
                        {
                            w.WriteString("id", line.Device.Id.Id());
                            w.WriteString("phoneNumber", line.Number.Number);
                        });
                    });
                }
                else
                {
                    ErrorAnswer.Write(w, "errors", result.Problems, call.German);
                }
            });
            w.WriteEndObject();
        });
    }

    private static BatchResult One(Call call, BodyReader item)
    {
        BatchPerson person = BatchPerson.Read(call, item);
        if (item.Problems.Count > 0)
        {
            return new BatchResult(null, [], item.Problems);
        }

        try
        {
            Extension made = ExtensionOperations.Store(call, person.Extension);
            if (person.SendMail)
            {
                ExtensionOperations.SendMail(call, made, made.Contact.Email);
            }

            return new BatchResult(made, [.. person.Lines.Select(l => l.Add(call.Account, made.Id))], []);
        }
        catch (ApiException refusal)
        {
            return new BatchResult(null, [], refusal.Problems);
        }
    }

    private sealed record BatchResult(Extension? Extension, IReadOnlyList<(Device Device, PhoneNumber Number)> Lines, IReadOnlyList<Problem> Problems);
}
