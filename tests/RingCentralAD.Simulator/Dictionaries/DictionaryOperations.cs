using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>The dictionaries: countries, states, languages, time zones, locations.</summary>
internal static class DictionaryOperations
{
    public static Answer ListCountries(Call call)
    {
        bool? login = call.Query.Flag("loginAllowed");
        bool? selling = call.Query.Flag("numberSelling");
        bool? signup = call.Query.Flag("signupAllowed");
        bool? softphone = call.Query.Flag("freeSoftphoneLine");
        Page<Country> page = Page.Of(call, Countries.All, c =>
            (login ?? true) && (selling is null || selling == c.NumberSelling) && (signup is null || signup == c.NumberSelling) && (softphone is null || softphone == c.NumberSelling));
        return Answer.Json(w => page.Write(w, call, c => DictionaryView.WholeCountry(w, call, c)));
    }

    public static Answer ReadCountry(Call call) => One(call, "countryId", Countries.ById, DictionaryView.WholeCountry);

    /// <summary>States of one country, or of all with allCountries; neither means the United States (inferred).</summary>
    public static Answer ListStates(Call call)
    {
        string? id = call.Query.Text("countryId");
        bool all = call.Query.Flag("allCountries") ?? false;
        call.Query.Flag("withPhoneNumbers");
        Country? country = id is null ? Countries.ById("1") : Countries.ById(id) ?? throw new ApiException(Problem.NotFound("countryId", id));
        Page<CountryState> page = Page.Of(call, all && id is null ? States.All : States.Of(country!));
        return Answer.Json(w => page.Write(w, call, s => DictionaryView.State(w, call, s)));
    }

    public static Answer ReadState(Call call) => One(call, "stateId", States.ById, DictionaryView.State);

    public static Answer ListLanguages(Call call)
    {
        Page<Language> page = Page.Of(call, Language.All);
        return Answer.Json(w => page.Write(w, call, l => DictionaryView.Language(w, call, l)));
    }

    public static Answer ReadLanguage(Call call) => One(call, "languageId", Language.ById, DictionaryView.Language);

    public static Answer ListTimezones(Call call)
    {
        Page<Timezone> page = Page.Of(call, Timezone.All);
        return Answer.Json(w => page.Write(w, call, z => DictionaryView.Timezone(w, call, z)));
    }

    public static Answer ReadTimezone(Call call) => One(call, "timezoneId", Timezone.ById, DictionaryView.Timezone);

    public static Answer ListLocations(Call call)
    {
        string? state = call.Query.Text("stateId");
        Page<Location> page = Page.Of(call, Location.All, l => state is null || l.StateId == state);
        return Answer.Json(w => page.Write(w, call, l => DictionaryView.Location(w, call, l)));
    }

    private static Answer One<T>(Call call, string parameter, Func<string?, T?> find, Action<Utf8JsonWriter, Call, T> write)
        where T : class
    {
        string id = call.Parameter(parameter);
        T found = find(id) ?? throw new ApiException(Problem.NotFound(parameter, id));
        return Answer.Json(w =>
        {
            w.WriteStartObject();
            write(w, call, found);
            w.WriteEndObject();
        });
    }
}
