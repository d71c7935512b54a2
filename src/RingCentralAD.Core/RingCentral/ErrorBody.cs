using Newtonsoft.Json.Linq;

namespace RingCentralAD.Core.RingCentral;

/// <summary>One error of an answer: RingCentral's code decides, its message is only shown.</summary>
internal sealed record ErrorItem(string Code, string? Message, string? Parameter, string? Value);

/// <summary>The errors of an answer in any of RingCentral's forms: v1.0 and v2, OAuth, SCIM.</summary>
internal sealed record ErrorBody(IReadOnlyList<ErrorItem> Errors, string? OAuthError)
{
    private const int LongestCode = 40;

    /// <summary>The first code, or OAuth's word for it.</summary>
    public string? FirstCode => Errors.Count > 0 ? Errors[0].Code : OAuthError;

    /// <summary>Reads the body; null where it is none of them (HTML, empty, cut off).</summary>
    public static ErrorBody? Read(HttpAnswer answer)
    {
        if (RcJson.Object(answer) is not JObject body)
        {
            return null;
        }

        List<ErrorItem> errors = [.. RcJson.Items(body["errors"]).Select(Item).OfType<ErrorItem>()];
        if (errors.Count == 0 && Item(body) is ErrorItem legacy)
        {
            errors.Add(legacy);
        }

        string? oauth = RcJson.Text(body["error"]) is { Length: <= LongestCode } word ? word : null;
        bool scim = RcJson.Items(body["schemas"]).Any(schema => RcJson.Text(schema)?.EndsWith(":Error", StringComparison.Ordinal) == true);
        if (scim && errors.Count == 0)
        {
            string type = RcJson.Text(body["scimType"]) ?? "";
            errors.Add(new ErrorItem(type.Length > 0 ? "SCIM-" + type : "SCIM-" + answer.Status, RcJson.Text(body["detail"]), null, null));
        }

        return errors.Count > 0 || oauth is not null
            ? new ErrorBody(errors, oauth)
            : null;
    }

    /// <summary>One error object; null where it has no code.</summary>
    public static ErrorItem? Item(JToken token) =>
        token is JObject error && RcJson.Text(RcJson.At(error, "errorCode")) is { Length: > 0 and <= LongestCode } code
            ? new ErrorItem(code, RcJson.Text(RcJson.At(error, "message")), RcJson.Text(RcJson.At(error, "parameterName")), RcJson.Text(RcJson.At(error, "parameterValue")))
            : null;
}
