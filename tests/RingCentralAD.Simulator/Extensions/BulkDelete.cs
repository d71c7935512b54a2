namespace RingCentralAD.Simulator;

/// <summary>DELETE /restapi/v2/accounts/{id}/extensions: up to 50, User and Limited only, a result for each.</summary>
internal static class BulkDelete
{
    public static Answer Run(Call call)
    {
        BodyReader body = call.Body();
        bool keep = body.Flag("keepAssetsInInventory") ?? true;
        IReadOnlyList<BodyReader> records = body.Items("records") ?? [];
        if (records.Count is < 1 or > 50)
        {
            body.Refuse("records");
        }

        string?[] ids = [.. records.Select(r => r.Text("id"))];
        if (ids.GroupBy(i => i).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            body.Problems.Add(new Problem(400, "CMN-406", "id", twice.Key));
        }

        call.Check(body);
        (string? Id, Problem? Problem)[] results = [.. ids.Select(id => (id, Delete(call, id, keep)))];
        return Answer.Json(w =>
        {
            w.WriteStartObject();
            w.Array("records", results, result =>
            {
                w.Text("id", result.Id);
                w.WriteBoolean("bulkItemSuccessful", result.Problem is null);
                if (result.Problem is not null)
                {
                    ErrorAnswer.Write(w, "bulkItemErrors", [result.Problem], call.German);
                }
            });
            w.WriteEndObject();
        });
    }

    private static Problem? Delete(Call call, string? text, bool keep)
    {
        if (text is null || Call.Number(text) is not { } id || call.Account.ExtensionTable.Find(id) is not { } extension)
        {
            return Problem.NotFound("id", text);
        }

        if (id == call.Account.Id)
        {
            return Problem.Of(call.Behaviour.SystemExtension, "id", text);
        }

        if (extension.Type is not ("User" or "Limited"))
        {
            return new Problem(403, "CMN-403");
        }

        ExtensionRemoval.V2(call.Account, extension, keep);
        return null;
    }
}
