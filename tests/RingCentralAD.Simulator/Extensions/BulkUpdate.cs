using System.Globalization;
using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>POST /extension-bulk-update and its tasks: up to 500 people a request, a result for each.</summary>
internal static class BulkUpdate
{
    private const int Largest = 500;

    public static Answer Start(Call call)
    {
        BodyReader body = call.Body();
        IReadOnlyList<BodyReader> records = body.Items("records") ?? [];
        if (records.Count == 0)
        {
            body.Refuse("records");
        }
        else if (records.Count > Largest)
        {
            body.Problems.Add(new Problem(400, "CMN-106", Argument: Largest.ToString(CultureInfo.InvariantCulture)));
        }

        call.Check(body);
        BulkTask task = call.Platform.Tasks.Add($"{call.Account.Id}-{call.Session!.ExtensionId}-{Guid.NewGuid():N}");
        Answer answer = Answer.Json(w => Write(w, call, task));
        BodyReader[] items = [.. records.Select(r => r.Rooted())];
        call.Platform.Tasks.Schedule(task, TimeSpan.FromSeconds(call.Behaviour.BulkTaskSeconds), () => Finish(call, task, items));
        return answer;
    }

    public static Answer Read(Call call)
    {
        string id = call.Parameter("taskId");
        BulkTask task = call.Platform.Tasks.Find(id) is { } found && id.StartsWith($"{call.Account.Id}-", StringComparison.Ordinal) ? found : throw new ApiException(Problem.NotFound("taskId", id));
        return Answer.Json(w => Write(w, call, task));
    }

    private static void Finish(Call call, BulkTask task, BodyReader[] items)
    {
        lock (call.Account.Gate)
        {
            if (!call.FailTask)
            {
                task.Results = [.. items.Select(item => (item.Id("id"), One(call, item)))];
            }

            task.Status = call.FailTask ? "Failed" : "Completed";
            task.Modified = call.Now;
        }
    }

    private static List<Problem> One(Call call, BodyReader item)
    {
        string? text = item.Id("id");
        if (text is null || Call.Number(text) is not { } id || call.Account.ExtensionTable.Find(id) is not { } old)
        {
            return [Problem.NotFound("id", text)];
        }

        Extension changed = ExtensionOperations.Update(call, old, item, out ExtensionEditor editor);
        if (item.Problems.Count > 0)
        {
            return item.Problems;
        }

        call.Account.ExtensionTable.Put(changed);
        ExtensionOperations.SendMail(call, changed, editor.Mail(old, changed, item));
        return [];
    }

    private static void Write(Utf8JsonWriter w, Call call, BulkTask task)
    {
        w.WriteStartObject();
        w.WriteString("uri", $"{call.AccountUri}/extension-bulk-update/tasks/{task.Id}");
        w.WriteString("id", task.Id);
        w.WriteString("status", task.Status);
        w.Time("creationTime", task.Created);
        w.Time("lastModifiedTime", task.Modified);
        if (task.Status is "Completed" or "Failed")
        {
            w.Object("result", () =>
            {
                if (call.Behaviour.BulkTaskArray)
                {
                    w.Array("affectedItems", task.Results, result => Item(w, call, result));
                }
                else
                {
                    w.Object("affectedItems", () => w.Array("result", task.Results, result => Item(w, call, result)));
                }

                ErrorAnswer.Write(w, "errors", task.Status == "Failed" ? [new Problem(500, "CMN-203")] : [], call.German);
            });
        }

        w.WriteEndObject();
    }

    private static void Item(Utf8JsonWriter w, Call call, (string? ExtensionId, IReadOnlyList<Problem> Problems) result)
    {
        w.Text("extensionId", result.ExtensionId);
        w.WriteString("status", result.Problems.Count == 0 ? "Success" : "Fail");
        if (result.Problems.Count > 0)
        {
            ErrorAnswer.Write(w, "errors", result.Problems, call.German);
        }
    }
}
