using System.Collections.Immutable;

namespace RingCentralAD.Simulator;

/// <summary>One person of a batch, read and checked.</summary>
internal sealed record BatchPerson(Extension Extension, IReadOnlyList<LineRequest> Lines, bool SendMail)
{
    public static BatchPerson Read(Call call, BodyReader item)
    {
        if (item.Choice("status", ["Enabled"]) is null)
        {
            item.Refuse("status");
        }

        ExtensionEditor editor = new(call.Account, call.Behaviour);
        Extension blank = new() { Id = 0, Status = "Enabled", CreationTime = call.Now };
        BodyReader? contact = item.Object("contact");
        Extension made = blank with
        {
            Contact = Contact(contact, item, editor),
            ExtensionNumber = editor.Number(item, blank) ?? call.Account.ExtensionTable.NextNumber(call.Behaviour.ReservedExtensionNumbers),
            CostCenterId = Reference(item.Object("costCenter"), call.Account.CostCenters.Select(c => c.Id)),
            Roles = Roles(call, item),
        };
        return new BatchPerson(made, ReadLines(call, item), contact?.Object("transition")?.Flag("sendWelcomeEmail") ?? true);
    }

    /// <summary>Here the mobile phone is called mobileNumber, and a mail address has 64 characters at most.</summary>
    private static Contact Contact(BodyReader? body, BodyReader item, ExtensionEditor editor)
    {
        string? email = Text(body, item, "email");
        string? mobile = body?.Text("mobileNumber", 18);
        Contact made = new()
        {
            FirstName = Text(body, item, "firstName"),
            LastName = Text(body, item, "lastName"),
            Email = email,
            MobilePhone = mobile,
            EmailAsLoginName = body?.Flag("emailAsLoginName") ?? true,
        };
        if (email is not null && !Formats.IsEmail(email))
        {
            body!.Refuse("email", email);
        }
        else if (email is not null)
        {
            editor.Contacts.CheckUnique(body!, email, made.EmailAsLoginName, 0);
        }

        if (mobile is not null && (!Formats.IsE164(mobile) || Formats.IsTollFree(mobile)))
        {
            body!.Refuse("mobileNumber", mobile);
        }

        return made;
    }

    private static string? Text(BodyReader? body, BodyReader item, string name)
    {
        string? text = body?.Text(name, 64);
        if (string.IsNullOrEmpty(text))
        {
            item.Refuse($"contact.{name}", text);
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static ImmutableArray<string> Roles(Call call, BodyReader item)
    {
        IReadOnlyList<BodyReader> roles = item.Items("roles") ?? [];
        if (roles.Count > 1)
        {
            item.Refuse("roles");
        }

        string[] ids = [.. roles.Select(r => Reference(r, call.Account.Roles.Select(known => known.Id))).OfType<string>()];
        return ids.Length > 0 ? [.. ids] : [call.Account.DefaultRole];
    }

    private static List<LineRequest> ReadLines(Call call, BodyReader item)
    {
        IReadOnlyList<BodyReader> devices = item.Items("devices") ?? [];
        if (devices.Count > 1)
        {
            item.Refuse("devices");
        }

        List<LineRequest> lines = [];
        foreach (BodyReader device in devices)
        {
            if (device.Object("deviceInfo") is { } info)
            {
                lines.Add(LineRequest.Read(call.Account, info));
            }
            else
            {
                device.Refuse("deviceInfo");
            }
        }

        return lines;
    }

    private static string? Reference(BodyReader? reference, IEnumerable<string> known)
    {
        string? id = reference?.Id("id");
        if (reference is not null && (id is null || !known.Contains(id)))
        {
            reference.Problems.Add(new Problem(400, "CMN-102", reference.Path("id"), id));
        }

        return id;
    }
}
