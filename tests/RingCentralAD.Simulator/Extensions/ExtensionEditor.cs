using System.Collections.Immutable;

namespace RingCentralAD.Simulator;

/// <summary>Makes and changes extensions as POST, PUT and the bulk update ask. Refusals gather in the reader; nothing is stored here.</summary>
internal sealed class ExtensionEditor(Account account, BehaviourOptions behaviour)
{
    private readonly ContactEditor _contacts = new(account, behaviour);

    public ContactEditor Contacts => _contacts;

    /// <summary>A new extension; its id is 0 until it is stored.</summary>
    public Extension Create(BodyReader body)
    {
        string type = body.Choice("type", Enums.ExtensionTypeForCreate) ?? "";
        if (!body.Has("type"))
        {
            body.Refuse("type");
        }

        bool user = Enums.UserTypes.Contains(type);
        BodyReader? contact = body.Object("contact");
        Require(body, contact, "firstName");
        Require(body, contact, "email");
        if (!user && type.Length > 0 && contact?.Text("lastName") is { Length: > 0 })
        {
            body.Problems.Add(new Problem(400, "EXT-356", contact.Path("lastName")));
        }

        // Roles are given afterwards (PUT assigned-role); on create RingCentral calls the parameter invalid.
        foreach (string refused in behaviour.RefuseHiddenOnCreate ? new[] { "roles", "hidden" } : ["roles"])
        {
            if (body.Has(refused))
            {
                body.Refuse(refused);
            }
        }

        string status = body.Choice("status", Enums.ExtensionStatus) ?? "NotActivated";
        if (status == "Frozen")
        {
            body.Refuse("status", status);
        }

        Extension made = Common(new Extension { Id = 0, Type = type, Status = status, Roles = [account.DefaultRole], CreationTime = account.Now() }, body);
        made = made with
        {
            Contact = _contacts.Edit(new Contact { EmailAsLoginName = user }, contact, 0),
            Hidden = body.Flag("hidden") ?? status == "Unassigned",
            OwnName = user ? null : body.Text("name", 129),
            CostCenterId = body.Object("costCenter") is { } center ? Known(center, account.CostCenters.Select(c => c.Id)) : null,
        };
        CheckEnabled(body, made);
        return status == "Unassigned" ? made : made with { ExtensionNumber = Number(body, made) ?? account.ExtensionTable.NextNumber(behaviour.ReservedExtensionNumbers) };
    }

    /// <summary>The extension after an update. An Unassigned one is filled by status and extensionNumber together, and by nothing less.</summary>
    public Extension Update(Extension old, BodyReader body)
    {
        string? status = body.Choice("status", Enums.ExtensionStatusForUpdate);
        string? type = body.Choice("type", Enums.ExtensionTypeForUpdate);
        Extension changed = Common(old, body) with { Type = type ?? old.Type, Contact = _contacts.Edit(old.Contact, body.Object("contact"), old.Id) };
        if (old.Status != "Unassigned")
        {
            changed = changed with { ExtensionNumber = Number(body, old) ?? old.ExtensionNumber };
            changed = Transition(body, changed, status);
        }
        else if (status is not null && body.Text("extensionNumber") is { Length: > 0 })
        {
            changed = changed with { ExtensionNumber = Number(body, old), Hidden = false, Contact = changed.Contact with { EmailAsLoginName = body.Object("contact")?.Flag("emailAsLoginName") ?? true } };
            changed = Transition(body, changed, status);
            Require(body, changed.Contact.FirstName, "contact.firstName");
            Require(body, changed.Contact.Email, "contact.email");
        }

        CheckEnabled(body, changed);
        return changed;
    }

    /// <summary>The mail that this change sends, if any.</summary>
    public string? Mail(Extension? old, Extension changed, BodyReader body)
    {
        if (!Enums.UserTypes.Contains(changed.Type) || changed.Contact.Email is null)
        {
            return null;
        }

        BodyReader? transition = body.Object("transition");
        bool? asked = transition?.Flag("sendWelcomeEmail") ?? transition?.Flag("sendWelcomeEmailsToUsers");
        bool send = (old?.Status, changed.Status) switch
        {
            (null, "NotActivated") => true,
            ("Unassigned", "NotActivated" or "Disabled") => asked ?? behaviour.WelcomeMailOnFill,
            ("NotActivated", "NotActivated") => asked ?? false,
            _ => false,
        };
        return send ? changed.Contact.Email : null;
    }

    /// <summary>A short number of a request, checked; null where none is asked for.</summary>
    public string? Number(BodyReader body, Extension of)
    {
        if (body.Text("extensionNumber") is not { } number || number == of.ExtensionNumber)
        {
            return null;
        }

        bool legal = Formats.IsDigits(number) && number.Length >= behaviour.MinExtensionNumberLength && number.Length <= behaviour.MaxExtensionNumberLength
            && !behaviour.ReservedExtensionNumbers.Contains(number);
        if (!legal)
        {
            body.Problems.Add(Problem.Of(behaviour.IllegalExtensionNumber, body.Path("extensionNumber"), number));
        }
        else if (account.ExtensionTable.ByNumber(number) is { } holder && holder.Id != of.Id)
        {
            body.Problems.Add(Problem.Of(behaviour.DuplicateExtensionNumber, body.Path("extensionNumber"), number));
        }

        return number;
    }

    private Extension Common(Extension old, BodyReader body)
    {
        string? password = body.Text("password");
        if (password is not null && !password.Any(char.IsAsciiDigit))
        {
            body.Problems.Add(new Problem(400, "PWD-002", body.Path("password")));
        }

        body.Text("ivrPin");
        return old with
        {
            HasPassword = old.HasPassword || password is not null,
            PartnerId = body.Text("partnerId") ?? old.PartnerId,
            SetupWizardState = body.Choice("setupWizardState", Enums.WizardState) ?? old.SetupWizardState,
            References = References(body) ?? old.References,
            Regional = new RegionalEditor(body).Edit(old.Regional),
            SiteId = body.Object("site") is { } site ? Known(site, account.Sites.Select(s => s.Id)) ?? old.SiteId : old.SiteId,
            CustomFields = CustomFields(body, old.CustomFields),
        };
    }

    private Extension Transition(BodyReader body, Extension changed, string? status)
    {
        BodyReader? info = body.Object("statusInfo");
        string? reason = info?.Choice("reason", Enums.StatusReason);
        string? comment = info?.Text("comment");
        if (status is null)
        {
            return changed;
        }

        if (changed.Id == account.Id && status != "Enabled")
        {
            body.Problems.Add(Problem.Of(behaviour.SystemExtension, body.Path("status"), status));
        }
        else if (status != changed.Status && (status == "Frozen" || changed.Status == "Frozen"))
        {
            // Freezing and thawing is RingCentral's own (inferred).
            body.Refuse("status", status);
        }

        return changed with
        {
            Status = status,
            StatusReason = status == "Disabled" ? reason ?? changed.StatusReason ?? "Voluntarily" : null,
            StatusComment = status == "Disabled" ? comment ?? changed.StatusComment : null,
        };
    }

    private void CheckEnabled(BodyReader body, Extension changed)
    {
        if (behaviour.EnabledNeedsPassword && body.Text("status") == "Enabled" && !changed.HasPassword)
        {
            body.Refuse("password");
        }
    }

    private ImmutableArray<Reference>? References(BodyReader body)
    {
        if (body.Items("references") is not { } items || !behaviour.KeepReferences)
        {
            return null;
        }

        ImmutableArray<Reference>.Builder found = ImmutableArray.CreateBuilder<Reference>(items.Count);
        foreach (BodyReader item in items)
        {
            string? type = item.Choice("type", Enums.ReferenceType);
            if (item.Text("ref") is { Length: > 0 } text && type is not null)
            {
                found.Add(new Reference(text, type, item.Text("refAccId")));
            }
        }

        return found.ToImmutable();
    }

    private ImmutableSortedDictionary<string, string> CustomFields(BodyReader body, ImmutableSortedDictionary<string, string> old)
    {
        foreach (BodyReader item in body.Items("customFields") ?? [])
        {
            if (Known(item, account.CustomFields.Select(f => f.Id)) is { } id)
            {
                string value = item.Text("value", 255) ?? "";
                old = value.Length == 0 ? old.Remove(id) : old.SetItem(id, value);
            }
        }

        return old;
    }

    private static string? Known(BodyReader reference, IEnumerable<string> ids)
    {
        string? id = reference.Id("id");
        if (id is null || !ids.Contains(id))
        {
            reference.Problems.Add(new Problem(400, "CMN-102", reference.Path("id"), id));
            return null;
        }

        return id;
    }

    private static void Require(BodyReader body, BodyReader? contact, string name)
    {
        if (contact is null || contact.Text(name) is null or "")
        {
            Require(body, value: null, $"contact.{name}");
        }
    }

    private static void Require(BodyReader body, string? value, string name)
    {
        if (value is null)
        {
            body.Refuse(name);
        }
    }
}
