using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>User templates.</summary>
internal static class TemplateOperations
{
    private static readonly string[] s_types = ["CallHandling", "CallQueueCallHandling", "CallQueueSettings", "KeyTemplates", "LimitedExtensions", "SiteCallHandling", "UserSettings"];

    public static Answer List(Call call)
    {
        IReadOnlyList<string>? types = call.Query.Choices("type", s_types);
        Page<UserTemplate> page = Page.Of(call, call.Account.Templates, t => types?.Contains(t.Type) ?? true);
        return Answer.Json(w => page.Write(w, call, t => Write(w, call, t)));
    }

    public static Answer Read(Call call)
    {
        string id = call.Parameter("templateId");
        UserTemplate found = call.Account.Templates.FirstOrDefault(t => t.Id == id) ?? throw new ApiException(Problem.NotFound("templateId", id));
        return Answer.Json(w =>
        {
            w.WriteStartObject();
            Write(w, call, found);
            w.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter w, Call call, UserTemplate t)
    {
        w.WriteString("uri", $"{call.AccountUri}/templates/{t.Id}");
        w.WriteString("id", t.Id);
        w.WriteString("name", t.Name);
        w.WriteString("type", t.Type);
    }
}
