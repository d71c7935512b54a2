using System.Collections.Frozen;

namespace RingCentralAD.Simulator;

/// <summary>
/// Messages of the error codes, English as RingCentral documents them and German as a second language: they are
/// localised by Accept-Language, so a client must not go by them.
/// </summary>
internal static class Messages
{
    private static readonly FrozenDictionary<string, (string English, string German)> s_texts = new Dictionary<string, (string, string)>
    {
        ["AGW-401"] = ("Authorization header is not specified", "Der Authorization-Header fehlt"),
        ["AGW-402"] = ("Invalid Authorization header", "Ungültiger Authorization-Header"),
        ["AGW-404"] = ("Resource not found", "Ressource nicht gefunden"),
        ["BIL-101"] = ("Feature [{0}] is not available for current service plan", "Die Funktion [{0}] gehört nicht zum aktuellen Tarif"),
        ["BIL-102"] = ("Limit of {0} exceeded", "Das Limit für {0} ist überschritten"),
        ["CMN-101"] = ("Parameter [{0}] value is invalid.", "Der Wert des Parameters [{0}] ist ungültig."),
        ["CMN-102"] = ("Resource for parameter [{0}] is not found", "Die Ressource zum Parameter [{0}] wurde nicht gefunden"),
        ["CMN-103"] = ("JSON can't be parsed.", "JSON kann nicht gelesen werden."),
        ["CMN-104"] = ("Cannot parse request", "Die Anfrage kann nicht gelesen werden"),
        ["CMN-106"] = ("Batch request is limited to {0} entries", "Eine Sammelanfrage hat höchstens {0} Einträge"),
        ["CMN-109"] = ("Feature not available.", "Die Funktion ist nicht verfügbar."),
        ["CMN-110"] = ("Header {0} should be specified.", "Der Header {0} muss angegeben werden."),
        ["CMN-111"] = ("Business operation is not supported", "Der Vorgang wird nicht unterstützt"),
        ["CMN-120"] = ("Invalid URI", "Ungültige URI"),
        ["CMN-201"] = ("Service Temporary Unavailable", "Der Dienst ist vorübergehend nicht verfügbar"),
        ["CMN-202"] = ("Operation is not supported", "Der Vorgang wird nicht unterstützt"),
        ["CMN-203"] = ("Internal Server Error", "Interner Serverfehler"),
        ["CMN-204"] = ("Resource is blocked by another operation", "Die Ressource ist durch einen anderen Vorgang gesperrt"),
        ["CMN-301"] = ("Request rate exceeded", "Zu viele Anfragen"),
        ["CMN-302"] = ("Request rate exceeded", "Zu viele Anfragen"),
        ["CMN-303"] = ("Can not resolve API plan. Rate limits undefined", "Der API-Tarif ist nicht bestimmbar"),
        ["CMN-304"] = ("Duplicate concurrent request. Try again later", "Doppelte gleichzeitige Anfrage. Später erneut versuchen"),
        ["CMN-310"] = ("Global request rate exceeded", "Zu viele Anfragen insgesamt"),
        ["CMN-401"] = ("In order to call this API endpoint, application needs to have [{0}] permission", "Die Anwendung braucht für diesen Aufruf die Berechtigung [{0}]"),
        ["CMN-402"] = ("Administrator permission required", "Administratorrechte erforderlich"),
        ["CMN-403"] = ("The feature is not available for this extension type", "Die Funktion gibt es für diesen Nebenstellentyp nicht"),
        ["CMN-404"] = ("Attempt to access another extension", "Zugriff auf eine andere Nebenstelle"),
        ["CMN-405"] = ("Login to extension required", "Anmeldung an der Nebenstelle erforderlich"),
        ["CMN-406"] = ("Duplicate value for parameter {0}: {1} found in request", "Doppelter Wert für Parameter {0}: {1}"),
        ["CMN-407"] = ("Unable to parse {0} header value", "Der Header {0} ist nicht lesbar"),
        ["CMN-408"] = ("In order to call this API endpoint, user needs to have [{0}] permission for requested resource.", "Der Benutzer braucht für diesen Aufruf die Berechtigung [{0}]."),
        ["EXT-262"] = ("Home country is invalid", "Das Heimatland ist ungültig"),
        ["EXT-356"] = ("[lastName] cannot be specified for non-user extension.", "[lastName] ist nur bei Benutzern erlaubt."),
        ["JWS-1736"] = ("This mailbox has last device of SLG", "Dieses Postfach hat das letzte Gerät der Gruppe"),
        ["OAU-111"] = ("Request parameter duplication detected", "Doppelter Anfrageparameter"),
        ["OAU-128"] = ("Access token expired", "Das Zugriffstoken ist abgelaufen"),
        ["OAU-129"] = ("Access token corrupted", "Das Zugriffstoken ist beschädigt"),
        ["OAU-140"] = ("Invalid resource owner credentials", "Ungültige Anmeldedaten"),
        ["OAU-141"] = ("Login for extension in current state is not allowed.", "Die Anmeldung ist im derzeitigen Zustand der Nebenstelle nicht erlaubt."),
        ["OAU-142"] = ("Login to account in current state is not allowed.", "Die Anmeldung ist im derzeitigen Zustand des Kontos nicht erlaubt."),
        ["OAU-146"] = ("Invalid client credentials", "Ungültige Anmeldedaten der Anwendung"),
        ["OAU-149"] = ("Unparsable access token", "Das Zugriffstoken ist nicht lesbar"),
        ["OAU-213"] = ("Token not found", "Token nicht gefunden"),
        ["OAU-236"] = ("Extension is disabled or frozen", "Die Nebenstelle ist deaktiviert oder gesperrt"),
        ["OAU-250"] = ("Unsupported grant type", "Nicht unterstützte Berechtigungsart"),
        ["OAU-251"] = ("Unauthorized for this grant type", "Für diese Berechtigungsart nicht zugelassen"),
        ["OAU-347"] = ("An algorithm which is used for assertion signing is not supported for JWT Bearer grant type", "Der Signaturalgorithmus wird nicht unterstützt"),
        ["PWD-002"] = ("Password must contain at least one number", "Das Kennwort muss mindestens eine Ziffer enthalten"),
    }.ToFrozenDictionary();

    public static bool German(string? acceptLanguage) => acceptLanguage is not null && acceptLanguage.TrimStart().StartsWith("de", StringComparison.OrdinalIgnoreCase);

    public static string For(Problem problem, bool german)
    {
        if (!s_texts.TryGetValue(problem.Code, out (string English, string German) texts))
        {
            return problem.Argument ?? (german ? "Der Vorgang ist fehlgeschlagen" : "The operation failed");
        }

        string text = german ? texts.German : texts.English;
        return text.Replace("{0}", problem.Argument ?? problem.Parameter, StringComparison.Ordinal).Replace("{1}", problem.Value, StringComparison.Ordinal);
    }
}
