using System.Globalization;
using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>Dictionary entries as v1.0 shows them.</summary>
internal static class DictionaryView
{
    public static string CountryUri(Call call, Country country) => Uri(call, "country", Text(country.Id));

    public static void Country(Utf8JsonWriter w, Call call, Country country)
    {
        w.WriteString("uri", CountryUri(call, country));
        w.WriteString("id", Text(country.Id));
        w.WriteString("name", country.Name);
        w.WriteString("isoCode", country.IsoCode);
        w.WriteString("callingCode", country.CallingCode);
    }

    public static void WholeCountry(Utf8JsonWriter w, Call call, Country country)
    {
        Country(w, call, country);
        w.WriteBoolean("emergencyCalling", country.NumberSelling);
        w.WriteBoolean("numberSelling", country.NumberSelling);
        w.WriteBoolean("loginAllowed", true);
        w.WriteBoolean("signupAllowed", country.NumberSelling);
        w.WriteBoolean("freeSoftphoneLine", country.NumberSelling);
        w.WriteBoolean("localDialing", false);
    }

    public static void State(Utf8JsonWriter w, Call call, CountryState state)
    {
        w.WriteString("uri", Uri(call, "state", Text(state.Id)));
        w.WriteString("id", Text(state.Id));
        w.WriteString("name", state.Name);
        w.WriteString("isoCode", state.IsoCode);
        w.Object("country", () =>
        {
            w.WriteString("uri", CountryUri(call, state.Country));
            w.WriteString("id", Text(state.Country.Id));
        });
    }

    public static void Language(Utf8JsonWriter w, Call call, Language language)
    {
        w.WriteString("uri", Uri(call, "language", language.Id));
        w.WriteString("id", language.Id);
        w.WriteString("name", language.Name);
        w.WriteString("isoCode", language.LocaleCode[..2]);
        w.WriteString("localeCode", language.LocaleCode);
        w.WriteBoolean("ui", true);
        w.WriteBoolean("greeting", true);
        w.WriteBoolean("formattingLocale", true);
    }

    public static void Timezone(Utf8JsonWriter w, Call call, Timezone zone)
    {
        w.WriteString("uri", Uri(call, "timezone", zone.Id));
        w.WriteString("id", zone.Id);
        w.WriteString("name", zone.Name);
        w.WriteString("description", zone.Description);
        w.WriteString("bias", zone.Bias);
    }

    public static void Location(Utf8JsonWriter w, Call call, Location location)
    {
        w.WriteString("city", location.City);
        w.WriteString("areaCode", location.AreaCode);
        w.WriteString("npa", location.AreaCode);
        w.Object("state", () =>
        {
            w.WriteString("uri", Uri(call, "state", location.StateId));
            w.WriteString("id", location.StateId);
        });
    }

    private static string Uri(Call call, string dictionary, string id) => $"{call.BaseUri}/restapi/v1.0/dictionary/{dictionary}/{id}";

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
