using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>Custom fields of users; an account holds five (knowledge base article 11285).</summary>
internal static class CustomFieldOperations
{
    private const int Largest = 5;

    public static Answer List(Call call) => Answer.Json(w =>
    {
        w.WriteStartObject();
        w.Array("records", call.Account.CustomFields, f => Write(w, f));
        w.WriteEndObject();
    });

    public static Answer Create(Call call)
    {
        BodyReader body = call.Body();
        string name = Name(body);
        body.Choice("category", ["User"]);
        call.Check(body);
        if (call.Account.CustomFields.Length >= Largest)
        {
            throw new ApiException(new Problem(403, "BIL-102", Argument: "customFields"));
        }

        CustomField made = new(Account.NextSmallId("22000", call.Account.CustomFields.Select(f => f.Id)), name);
        call.Account.CustomFields = call.Account.CustomFields.Add(made);
        return Show(made);
    }

    public static Answer Update(Call call)
    {
        CustomField old = Find(call, call.Parameter("fieldId"));
        BodyReader body = call.Body();
        string name = Name(body);
        call.Check(body);
        CustomField changed = old with { DisplayName = name };
        call.Account.CustomFields = call.Account.CustomFields.Replace(old, changed);
        return Show(changed);
    }

    /// <summary>One or several ids; the values on extensions go with the field.</summary>
    public static Answer Delete(Call call)
    {
        CustomField[] doomed = [.. call.Parameter("fieldId").Split(',').Select(id => Find(call, id.Trim()))];
        call.Account.CustomFields = call.Account.CustomFields.RemoveRange(doomed);
        foreach (Extension extension in call.Account.ExtensionTable.Ordered.Where(e => e.CustomFields.Count > 0).ToArray())
        {
            call.Account.ExtensionTable.Put(extension with { CustomFields = extension.CustomFields.RemoveRange(doomed.Select(f => f.Id)) });
        }

        return Answer.NoContent;
    }

    private static CustomField Find(Call call, string id) => call.Account.CustomFields.FirstOrDefault(f => f.Id == id) ?? throw new ApiException(Problem.NotFound("fieldId", id));

    private static string Name(BodyReader body)
    {
        string? name = body.Text("displayName", 128);
        if (string.IsNullOrWhiteSpace(name))
        {
            body.Refuse("displayName", name);
        }

        return name ?? "";
    }

    private static Answer Show(CustomField field) => Answer.Json(w =>
    {
        w.WriteStartObject();
        Write(w, field);
        w.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter w, CustomField f)
    {
        w.WriteString("id", f.Id);
        w.WriteString("category", "User");
        w.WriteString("displayName", f.DisplayName);
    }
}
