using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>Sites and who belongs to them.</summary>
internal static class SiteOperations
{
    public static Answer List(Call call)
    {
        // The operation has no paging parameters (specification), so all of them are one page.
        Page<Site> page = new(call.Account.Sites, 1, Math.Max(100, call.Account.Sites.Length), call.Account.Sites.Length);
        return Answer.Json(w => page.Write(w, call, s => Write(w, call, s)));
    }

    public static Answer Read(Call call) => Show(call, Find(call));

    public static Answer Create(Call call)
    {
        BodyReader body = call.Body();
        Site made = Edit(call, new Site(Account.NextSmallId("7000", call.Account.Sites.Select(s => s.Id)), ""), body);
        if (made.Name.Length == 0)
        {
            body.Refuse("name");
        }

        call.Check(body);
        call.Account.Sites = call.Account.Sites.Add(made);
        return Show(call, made);
    }

    public static Answer Update(Call call)
    {
        Site old = Find(call);
        BodyReader body = call.Body();
        Site changed = Edit(call, old, body);
        call.Check(body);
        call.Account.Sites = call.Account.Sites.Replace(old, changed);
        return Show(call, changed);
    }

    /// <summary>The main site cannot go; members of another fall back to it (inferred).</summary>
    public static Answer Delete(Call call)
    {
        Site site = Find(call);
        if (site.Id == Site.Main)
        {
            throw new ApiException(new Problem(403, "CMN-111"));
        }

        foreach (Extension member in call.Account.ExtensionTable.Ordered.Where(e => e.SiteId == site.Id).ToArray())
        {
            call.Account.ExtensionTable.Put(member with { SiteId = Site.Main });
        }

        call.Account.Sites = call.Account.Sites.Remove(site);
        return Answer.NoContent;
    }

    public static Answer Members(Call call)
    {
        Site site = Find(call);
        Page<Extension> page = Page.Of(call, call.Account.ExtensionTable.Ordered, e => e.SiteId == site.Id);
        return Answer.Json(w => page.Write(w, call, e =>
        {
            w.WriteNumber("id", e.Id);
            w.WriteString("uri", call.ExtensionUri(e.Id));
            w.Text("extensionNumber", e.ExtensionNumber);
            w.WriteString("type", e.Type);
            w.WriteString("name", e.Name);
        }));
    }

    public static Answer BulkAssign(Call call)
    {
        Site site = Find(call);
        BodyReader body = call.Body();
        string[] added = [.. body.Texts("addedExtensionIds")];
        string[] removed = [.. body.Texts("removedExtensionIds")];
        foreach (string text in added.Concat(removed).Where(t => Call.Number(t) is not { } id || call.Account.ExtensionTable.Find(id) is null))
        {
            body.Problems.Add(new Problem(400, "CMN-102", added.Contains(text) ? "addedExtensionIds" : "removedExtensionIds", text));
        }

        call.Check(body);
        Move(call, added, _ => site.Id);
        Move(call, removed, e => e.SiteId == site.Id ? Site.Main : e.SiteId);
        return Answer.NoContent;
    }

    private static void Move(Call call, string[] ids, Func<Extension, string> to)
    {
        foreach (string text in ids)
        {
            Extension extension = call.Account.ExtensionTable.Find(Call.Number(text)!.Value)!;
            call.Account.ExtensionTable.Put(extension with { SiteId = to(extension) });
        }
    }

    private static Site Edit(Call call, Site old, BodyReader body) => old with
    {
        Name = body.Text("name", 64) ?? old.Name,
        Code = body.Text("code", 8) ?? old.Code,
        ExtensionNumber = body.Text("extensionNumber", call.Behaviour.MaxExtensionNumberLength) ?? old.ExtensionNumber,
        Email = body.Text("email", 254) ?? old.Email,
        Address = new ContactEditor(call.Account, call.Behaviour).Address(body.Object("businessAddress"), old.Address),
    };

    private static Site Find(Call call)
    {
        string id = call.Parameter("siteId");
        return call.Account.Sites.FirstOrDefault(s => s.Id == id) ?? throw new ApiException(Problem.NotFound("siteId", id));
    }

    private static Answer Show(Call call, Site site) => Answer.Json(w =>
    {
        w.WriteStartObject();
        Write(w, call, site);
        w.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter w, Call call, Site s)
    {
        w.WriteString("id", s.Id);
        w.WriteString("uri", $"{call.AccountUri}/sites/{s.Id}");
        w.WriteString("name", s.Name);
        w.Text("extensionNumber", s.ExtensionNumber);
        w.Text("email", s.Email);
        w.Text("code", s.Code);
        w.Object("businessAddress", () => ContactView.Address(w, s.Address ?? call.Account.Address));
        RegionalView.Write(w, call, call.Account.Regional, call.Account.Regional);
    }
}
