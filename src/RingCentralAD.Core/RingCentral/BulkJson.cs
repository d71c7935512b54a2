using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Reads what became of the items of bulk requests. An item that the answer does not tell of is unknown, never done.</summary>
internal static class BulkJson
{
    /// <summary>The task; affectedItems comes as an object (specification) or an array (published example).</summary>
    public static BulkTask? Task(HttpCall call, HttpAnswer answer)
    {
        if (RcJson.Object(answer) is not JObject json || RcJson.Filled(json["id"]) is not string id || RcJson.Filled(json["status"]) is not string status)
        {
            return null;
        }

        JToken? affected = RcJson.At(json, "result", "affectedItems");
        IEnumerable<JToken> rows = RcJson.Items(affected is JArray ? affected : RcJson.At(affected, "result"));
        ErrorItem? error = RcJson.Items(RcJson.At(json, "result", "errors")).Select(ErrorBody.Item).OfType<ErrorItem>().FirstOrDefault();
        return new BulkTask
        {
            Id = id,
            Status = status,
            Items = [.. rows.Select(row => Item(call, answer, row)).OfType<BulkItem>()],
            Error = error is null ? null : AccountErrors.FromItem(call, error, answer.RequestId),
        };
    }

    /// <summary>One result for each of the ids, in their order.</summary>
    public static IReadOnlyList<BulkItem>? Deleted(HttpCall call, HttpAnswer answer, IReadOnlyList<string> ids)
    {
        if (RcJson.Object(answer)?["records"] is not JArray rows)
        {
            return null;
        }

        Dictionary<string, JToken> told = [];
        foreach (JToken row in rows)
        {
            if (RcJson.Filled(RcJson.At(row, "id")) is string id)
            {
                told[id] = row;
            }
        }

        return [.. ids.Select(id => new BulkItem(id, told.TryGetValue(id, out JToken? row) ? Error(call, answer, row, RcJson.Flag(RcJson.At(row, "bulkItemSuccessful")), "bulkItemErrors") : Untold(call, answer)))];
    }

    /// <summary>One result for each record of the batch, in its order; null where their number differs.</summary>
    public static IReadOnlyList<BatchResult>? Batch(HttpCall call, HttpAnswer answer, int count) =>
        RcJson.Object(answer)?["results"] is JArray rows && rows.Count == count ? [.. rows.Select(row => Batch(call, answer, row))] : null;

    /// <summary>How many records a body has.</summary>
    public static int Count(string body)
    {
        try
        {
            return JObject.Parse(body)["records"] is JArray records ? records.Count : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static BatchResult Batch(HttpCall call, HttpAnswer answer, JToken row)
    {
        string? id = RcJson.Filled(RcJson.At(row, "extension", "id"));
        AccountException? error = Error(call, answer, row, RcJson.Flag(RcJson.At(row, "successful")), "errors");
        return new BatchResult(
            id,
            [.. RcJson.Items(RcJson.At(row, "extension", "devices")).Select(device => RcJson.Filled(RcJson.At(device, "phoneNumber"))).OfType<string>()],
            error is null && id is null ? Untold(call, answer) : error);
    }

    private static BulkItem? Item(HttpCall call, HttpAnswer answer, JToken row) =>
        RcJson.Filled(RcJson.At(row, "extensionId")) is string id
            ? new BulkItem(id, Error(call, answer, row, RcJson.Text(RcJson.At(row, "status")) switch { "Success" => true, "Fail" => false, _ => null }, "errors"))
            : null;

    private static AccountException? Error(HttpCall call, HttpAnswer answer, JToken row, bool? successful, string errors)
    {
        if (successful == true)
        {
            return null;
        }

        ErrorItem? item = RcJson.Items(RcJson.At(row, errors)).Select(ErrorBody.Item).OfType<ErrorItem>().FirstOrDefault();
        return item is null ? Untold(call, answer, refused: successful == false) : AccountErrors.FromItem(call, item, answer.RequestId);
    }

    private static AccountException Untold(HttpCall call, HttpAnswer answer, bool refused = false) => refused
        ? new AccountException(RingCentralErrorIds.Refused, ErrorKind.Data, AccountFailure.Refused, $"RingCentral refused one item of {call} and gives no reason.", "Look at the person in the Admin Portal; give RingCentral's support the request id.") { RequestId = answer.RequestId }
        : new AccountException(RingCentralErrorIds.AnswerLost, ErrorKind.Unavailable, AccountFailure.Unknown, $"The answer to {call} does not tell what became of one item.", "The next run looks at what became of it.") { RequestId = answer.RequestId };
}
