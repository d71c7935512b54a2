namespace RingCentralAD.Simulator;

/// <summary>Extensions of v1.0: list, read, create, update, delete.</summary>
internal static class ExtensionOperations
{
    public static Answer List(Call call)
    {
        IReadOnlyList<string>? types = call.Query.Choices("type", Enums.ExtensionType);
        IReadOnlyList<string>? statuses = call.Query.Choices("status", Enums.ExtensionStatus);
        string? number = call.Query.Text("extensionNumber", 8);
        IReadOnlyList<string>? emails = call.Query.Texts("email");
        bool Passes(Extension e) =>
            (types is null || types.Contains(e.Type))
            && (statuses is null ? call.Behaviour.ListUnassigned || e.Status != "Unassigned" : statuses.Contains(e.Status))
            && (string.IsNullOrEmpty(number) || e.ExtensionNumber == number)
            && (emails is null || emails.Contains(e.Contact.Email, StringComparer.OrdinalIgnoreCase));

        ExtensionTable table = call.Account.ExtensionTable;
        Page<Extension> page;
        if (emails is not null)
        {
            page = Page.Of(call, emails.SelectMany(table.ByEmail).Distinct().OrderBy(e => e.Id).ToArray(), Passes);
        }
        else if (!string.IsNullOrEmpty(number))
        {
            page = Page.Of(call, table.ByNumber(number) is { } found ? [found] : Array.Empty<Extension>(), Passes);
        }
        else
        {
            page = types is null && statuses is null && call.Behaviour.ListUnassigned ? Page.Of(call, table.Ordered) : Page.Of(call, table.Ordered, Passes);
        }

        return Answer.Json(w => page.Write(w, call, e => ExtensionView.Short(w, call, e)));
    }

    public static Answer Read(Call call) => Show(call, call.Extension());

    public static Answer Create(Call call)
    {
        BodyReader body = call.Body();
        ExtensionEditor editor = new(call.Account, call.Behaviour);
        Extension made = editor.Create(body);
        call.Check(body);
        made = Store(call, made);
        SendMail(call, made, editor.Mail(null, made, body));
        return Show(call, made);
    }

    public static Answer Update(Call call)
    {
        Extension old = call.Extension();
        BodyReader body = call.Body();
        Extension changed = Update(call, old, body, out ExtensionEditor editor);
        call.Check(body);
        call.Account.ExtensionTable.Put(changed);
        SendMail(call, changed, editor.Mail(old, changed, body));
        return Show(call, changed);
    }

    /// <summary>v1.0 delete, deprecated: one or several ids; by default numbers become company numbers and lines are dropped.</summary>
    public static Answer Delete(Call call)
    {
        bool saveLines = call.Query.Flag("savePhoneLines") ?? false;
        bool saveNumbers = call.Query.Flag("savePhoneNumbers") ?? true;
        List<Extension> doomed = [];
        foreach (string text in call.Parameter("extensionId").Split(','))
        {
            Extension extension = call.Extension(text.Trim());
            doomed.Add(extension.Id == call.Account.Id ? throw new ApiException(Problem.Of(call.Behaviour.SystemExtension, "extensionId", text)) : extension);
        }

        foreach (Extension extension in doomed)
        {
            ExtensionRemoval.V1(call.Account, extension, saveLines, saveNumbers);
        }

        return Answer.NoContent;
    }

    public static Extension Update(Call call, Extension old, BodyReader body, out ExtensionEditor editor)
    {
        editor = new ExtensionEditor(call.Account, call.Behaviour);
        return editor.Update(old, body);
    }

    /// <summary>Gives a new extension its id, takes its licence and stores it.</summary>
    public static Extension Store(Call call, Extension made)
    {
        Account account = call.Account;
        if (made.TakesLicence && account.Licences is { } left)
        {
            account.Licences = left > 0 ? left - 1 : throw new ApiException(Problem.Of(call.Behaviour.LicenceLimit, "type", argument: "users"));
        }

        made = made with { Id = account.NextExtensionId() };
        account.ExtensionTable.Put(made);
        account.Created++;
        return made;
    }

    public static void SendMail(Call call, Extension extension, string? to)
    {
        if (to is not null)
        {
            call.Account.Mails = call.Account.Mails.Add(new SentMail("Welcome", to, extension.Id, call.Now));
        }
    }

    private static Answer Show(Call call, Extension extension) => Answer.Json(w =>
    {
        w.WriteStartObject();
        ExtensionView.Full(w, call, extension);
        w.WriteEndObject();
    });
}
