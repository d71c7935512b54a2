namespace RingCentralAD.Simulator;

/// <summary>
/// Puts the contact of a request over the one that is there: what is not given stays, an empty text clears
/// (inferred: the published example updates a last name alone).
/// </summary>
internal sealed class ContactEditor(Account account, BehaviourOptions behaviour)
{
    public Contact Edit(Contact old, BodyReader? body, long extension)
    {
        if (body is null)
        {
            return old;
        }

        return old with
        {
            FirstName = Text(body, "firstName", 64, old.FirstName),
            LastName = Text(body, "lastName", 64, old.LastName),
            Company = Text(body, "company", 64, old.Company),
            JobTitle = Text(body, "jobTitle", 64, old.JobTitle),
            Email = Email(body, old, extension),
            BusinessPhone = Phone(body, "businessPhone", old.BusinessPhone, tollFree: true),
            MobilePhone = Phone(body, "mobilePhone", old.MobilePhone, tollFree: false),
            BusinessAddress = Address(body.Object("businessAddress"), old.BusinessAddress),
            EmailAsLoginName = body.Flag("emailAsLoginName") ?? old.EmailAsLoginName,
            Department = Text(body, "department", 64, old.Department),
        };
    }

    public void CheckUnique(BodyReader contact, string email, bool asLoginName, long extension, string parameter = "email")
    {
        if ((behaviour.UniqueEmail || asLoginName) && account.ExtensionTable.ByEmail(email).Any(e => e.Id != extension))
        {
            contact.Problems.Add(Problem.Of(behaviour.DuplicateEmail, contact.Path(parameter), email));
        }
    }

    private string? Email(BodyReader body, Contact old, long extension)
    {
        if (body.Text("email", 254) is not { } email)
        {
            return old.Email;
        }

        if (!Formats.IsEmail(email))
        {
            body.Refuse("email", email);
            return old.Email;
        }

        CheckUnique(body, email, body.Flag("emailAsLoginName") ?? old.EmailAsLoginName, extension);
        return email;
    }

    /// <summary>An address over the one that is there, with country and state held to the dictionaries.</summary>
    public PostalAddress? Address(BodyReader? body, PostalAddress? old)
    {
        if (body is null)
        {
            return old;
        }

        old ??= new PostalAddress();
        string? countryText = Text(body, "country", 128, old.Country);
        Country? country = countryText is null ? Countries.ById(account.Regional.Country) : Countries.Find(countryText);
        if (country is null)
        {
            body.Refuse("country", countryText);
        }

        return new PostalAddress
        {
            Country = countryText is null ? null : country?.Name,
            State = State(body, Text(body, "state", 128, old.State), country),
            City = Text(body, "city", 128, old.City),
            Street = Text(body, "street", 256, old.Street),
            Zip = Text(body, "zip", 16, old.Zip),
        };
    }

    private string? State(BodyReader body, string? text, Country? country)
    {
        if (country is null)
        {
            return text;
        }

        if (text is null)
        {
            if (States.Mandatory(country))
            {
                body.Refuse("state");
            }

            return null;
        }

        CountryState? state = States.Find(country, text);
        if (state is null && States.Of(country).Length > 0)
        {
            body.Refuse("state", text);
        }

        return (behaviour.State, state) switch
        {
            (StateForm.IsoCode, { } found) => found.IsoCode,
            (StateForm.Name, { } found) => found.Name,
            _ => text,
        };
    }

    private static string? Phone(BodyReader body, string name, string? old, bool tollFree)
    {
        string? phone = Text(body, name, 32, old);
        if (phone is not null && body.Has(name) && (!Formats.IsE164(phone) || (!tollFree && Formats.IsTollFree(phone))))
        {
            body.Refuse(name, phone);
        }

        return phone;
    }

    private static string? Text(BodyReader body, string name, int length, string? old) => body.Text(name, length) switch
    {
        null => old,
        "" => null,
        { } text => text,
    };
}
