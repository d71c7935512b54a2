namespace RingCentralAD.Simulator;

/// <summary>Reads regionalSettings: ids of the dictionaries.</summary>
internal sealed class RegionalEditor(BodyReader body)
{
    private readonly BodyReader? _settings = body.Object("regionalSettings");

    public RegionalSettings Edit(RegionalSettings old) => _settings is null ? old : new RegionalSettings
    {
        Country = HomeCountry() ?? old.Country,
        Timezone = Id("timezone", id => RingCentralAD.Simulator.Timezone.ById(id) is not null) ?? old.Timezone,
        Language = Id("language", id => RingCentralAD.Simulator.Language.ById(id) is not null) ?? old.Language,
        Greeting = Id("greetingLanguage", id => RingCentralAD.Simulator.Language.ById(id) is not null) ?? old.Greeting,
        Formatting = Id("formattingLocale", id => RingCentralAD.Simulator.Language.ById(id) is not null) ?? old.Formatting,
        TimeFormat = _settings.Choice("timeFormat", Enums.TimeFormat) ?? old.TimeFormat,
    };

    private string? HomeCountry()
    {
        string? id = _settings!.Object("homeCountry")?.Id("id");
        if (id is not null && Countries.ById(id) is null)
        {
            body.Problems.Add(new Problem(400, "EXT-262", body.Path("regionalSettings.homeCountry.id"), id));
        }

        return id;
    }

    private string? Id(string name, Func<string, bool> known)
    {
        BodyReader? part = _settings!.Object(name);
        string? id = part?.Id("id");
        if (id is not null && !known(id))
        {
            part!.Refuse("id", id);
        }

        return id;
    }
}
