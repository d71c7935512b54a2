using System.Collections.Immutable;

namespace RingCentralAD.Simulator;

/// <summary>Who has which role.</summary>
internal static class AssignedRoles
{
    public static Answer Read(Call call) => Show(call, call.Extension());

    public static Answer Update(Call call)
    {
        Extension extension = call.Extension();
        BodyReader body = call.Body();
        IReadOnlyList<BodyReader> records = body.Items("records") ?? [];
        ImmutableArray<string> roles = [.. records.Select(r => Known(call, r)).OfType<string>()];
        if (records.Count == 0)
        {
            body.Refuse("records");
        }
        else if (extension.Id == call.Account.Id && !roles.Contains(Role.SuperAdmin))
        {
            body.Problems.Add(Problem.Of(call.Behaviour.SystemExtension, "records"));
        }

        call.Check(body);
        return Show(call, Set(call, extension, roles));
    }

    public static Answer AssignDefault(Call call) => Show(call, Set(call, call.Extension(), [call.Account.DefaultRole]));

    public static Answer List(Call call)
    {
        Page<Extension> page = Page.Of(call, call.Account.ExtensionTable.Ordered);
        return Answer.Json(w => page.Write(w, call, e =>
        {
            w.WriteString("uri", $"{call.ExtensionUri(e.Id)}/assigned-role");
            w.WriteString("extensionId", e.Id.Id());
            w.Array("roles", e.Roles, id => RoleView.Assigned(w, call, id));
        }));
    }

    /// <summary>One role given to some extensions and taken from others.</summary>
    public static Answer BulkAssign(Call call)
    {
        string role = call.Parameter("roleId");
        if (call.Account.Roles.All(r => r.Id != role))
        {
            throw new ApiException(Problem.NotFound("roleId", role));
        }

        BodyReader body = call.Body();
        Extension[] added = Extensions(call, body, "addedExtensionIds");
        Extension[] removed = Extensions(call, body, "removedExtensionIds");
        call.Check(body);
        foreach (Extension extension in added)
        {
            Set(call, extension, [role]);
        }

        foreach (Extension extension in removed.Where(e => e.Roles.Contains(role)))
        {
            Set(call, extension, [call.Account.DefaultRole]);
        }

        return Answer.NoContent;
    }

    private static Extension[] Extensions(Call call, BodyReader body, string name)
    {
        List<Extension> found = [];
        foreach (string text in body.Texts(name))
        {
            if (Call.Number(text) is { } id && call.Account.ExtensionTable.Find(id) is { } extension && id != call.Account.Id)
            {
                found.Add(extension);
            }
            else
            {
                body.Problems.Add(new Problem(400, "CMN-102", name, text));
            }
        }

        return [.. found];
    }

    private static string? Known(Call call, BodyReader record)
    {
        string? id = record.Id("id");
        if (id is null || call.Account.Roles.All(r => r.Id != id))
        {
            record.Problems.Add(new Problem(400, "CMN-102", record.Path("id"), id));
            return null;
        }

        return id;
    }

    private static Extension Set(Call call, Extension extension, ImmutableArray<string> roles)
    {
        Extension changed = extension with { Roles = roles };
        call.Account.ExtensionTable.Put(changed);
        return changed;
    }

    private static Answer Show(Call call, Extension extension) => Answer.Json(w =>
    {
        w.WriteStartObject();
        w.WriteString("uri", $"{call.ExtensionUri(extension.Id)}/assigned-role");
        w.Array("records", extension.Roles, id => RoleView.Assigned(w, call, id));
        w.WriteEndObject();
    });
}
