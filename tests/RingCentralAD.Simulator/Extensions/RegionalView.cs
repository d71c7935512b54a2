using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>RegionalSettings as the platform shows them, with the account's where the extension has none of its own.</summary>
internal static class RegionalView
{
    public static void Write(Utf8JsonWriter w, Call call, RegionalSettings own, RegionalSettings account, Action? more = null) =>
        w.Object("regionalSettings", () =>
        {
            Fields(w, call, own, account);
            more?.Invoke();
        });

    public static void Fields(Utf8JsonWriter w, Call call, RegionalSettings own, RegionalSettings account)
    {
        if (Countries.ById(own.Country ?? account.Country) is { } country)
        {
            w.Object("homeCountry", () => DictionaryView.Country(w, call, country));
        }

        if (Timezone.ById(own.Timezone ?? account.Timezone) is { } zone)
        {
            w.Object("timezone", () => DictionaryView.Timezone(w, call, zone));
        }

        Language(w, "language", own.Language ?? account.Language);
        Language(w, "greetingLanguage", own.Greeting ?? account.Greeting);
        Language(w, "formattingLocale", own.Formatting ?? account.Formatting);
        w.Text("timeFormat", own.TimeFormat ?? account.TimeFormat);
    }

    private static void Language(Utf8JsonWriter w, string name, string? id)
    {
        if (RingCentralAD.Simulator.Language.ById(id) is { } language)
        {
            w.Object(name, () =>
            {
                w.WriteString("id", language.Id);
                w.WriteString("name", language.Name);
                w.WriteString("localeCode", language.LocaleCode);
            });
        }
    }
}
