namespace RingCentralAD.Simulator;

/// <summary>Changes of the account itself: its address and its regional settings.</summary>
internal static class AccountChanges
{
    public static Answer BusinessAddress(Call call)
    {
        BodyReader body = call.Body();
        PostalAddress? address = new ContactEditor(call.Account, call.Behaviour).Address(body.Object("businessAddress"), call.Account.Address);
        string? company = body.Text("company", 64);
        call.Check(body);
        call.Account.Address = address!;
        call.Account.CompanyName = company ?? call.Account.CompanyName;
        return AccountOperations.BusinessAddress(call);
    }

    /// <summary>Each setting by its id or by its name (specification, AccountRegionalSettingRequest).</summary>
    public static Answer RegionalSettings(Call call)
    {
        BodyReader body = call.Body();
        RegionalSettings old = call.Account.Regional;
        RegionalSettings changed = new()
        {
            Country = One(body, "homeCountry", "isoCode", id => Countries.ById(id)?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), code => Countries.Find(code)?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? old.Country,
            Timezone = One(body, "timezone", "name", id => Timezone.ById(id)?.Id, name => Timezone.All.FirstOrDefault(z => z.Name == name)?.Id) ?? old.Timezone,
            Language = Locale(body, "language") ?? old.Language,
            Greeting = Locale(body, "greetingLanguage") ?? old.Greeting,
            Formatting = Locale(body, "formattingLocale") ?? old.Formatting,
            TimeFormat = body.Choice("timeFormat", Enums.TimeFormat) ?? old.TimeFormat,
        };
        if (!body.Has("timezone"))
        {
            body.Refuse("timezone");
        }

        call.Check(body);
        call.Account.Regional = changed;
        return AccountOperations.RegionalSettings(call);
    }

    private static string? Locale(BodyReader body, string name) =>
        One(body, name, "localeCode", id => Language.ById(id)?.Id, code => Language.All.FirstOrDefault(l => l.LocaleCode == code)?.Id);

    private static string? One(BodyReader body, string name, string byName, Func<string, string?> byId, Func<string, string?> lookUp)
    {
        if (body.Object(name) is not { } part)
        {
            return null;
        }

        string? id = part.Id("id");
        string? text = part.Text(byName);
        string? found = id is not null ? byId(id) : text is not null ? lookUp(text) : null;
        if (found is null)
        {
            part.Refuse(id is null ? byName : "id", id ?? text);
        }

        return found;
    }
}
