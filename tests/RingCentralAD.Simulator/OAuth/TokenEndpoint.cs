using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace RingCentralAD.Simulator;

/// <summary>POST /restapi/oauth/token and /revoke (API guide, "JWT auth flow"; RFC 6749, 7009, 7523).</summary>
internal static class TokenEndpoint
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public static Answer Token(Call call) => Guarded(call, form =>
    {
        AppRegistration app = ClientAuthentication.Of(call, form);
        TimeSpan access = Seconds(form, "access_token_ttl", call.Options.Tokens.AccessSeconds, 600, 3600);
        TimeSpan refresh = Seconds(form, "refresh_token_ttl", call.Options.Tokens.RefreshSeconds, 1, 2_592_000);
        Session session = (string?)form.GetValueOrDefault("grant_type") switch
        {
            JwtBearer => SignIn(call, app, form, access, refresh),
            "refresh_token" => call.Platform.Tokens.Refresh((string?)form.GetValueOrDefault("refresh_token") ?? "", access, refresh)
                ?? throw new OAuthException("invalid_grant", "OAU-213"),
            null => throw new OAuthException("invalid_request", "OAU-250"),
            "authorization_code" or "partner_jwt" => throw new OAuthException("unauthorized_client", "OAU-251"),
            _ => throw new OAuthException("unsupported_grant_type", "OAU-250"),
        };
        return Answer.Json(w => Write(w, session, access, refresh));
    });

    public static Answer Revoke(Call call) => Guarded(call, form =>
    {
        ClientAuthentication.Of(call, form);
        string? token = form.GetValueOrDefault("token");
        call.Platform.Tokens.Revoke(token ?? call.Query.Text("token") ?? throw new OAuthException("invalid_request", "OAU-149"));
        return new Answer(200, default, null);
    });

    private static Session SignIn(Call call, AppRegistration app, Dictionary<string, StringValues> form, TimeSpan access, TimeSpan refresh)
    {
        if (!app.JwtFlow)
        {
            throw new OAuthException("unauthorized_client", "OAU-251");
        }

        string assertion = (string?)form.GetValueOrDefault("assertion") ?? throw new OAuthException("invalid_request", "OAU-140");
        if (Algorithm(assertion) is "HS256")
        {
            throw new OAuthException("invalid_grant", "OAU-347");
        }

        JwtCredential credential = call.Options.Credentials.FirstOrDefault(c => c.Jwt == assertion && (c.ClientIds?.Contains(app.ClientId) ?? true))
            ?? throw new OAuthException("invalid_grant", "OAU-140");
        Account account = call.Platform.State.Find(credential.AccountId) ?? throw new OAuthException("invalid_grant", "OAU-140");
        long id = credential.ExtensionId ?? account.Id;
        Extension extension = account.Find(id) ?? throw new OAuthException("invalid_grant", "OAU-140");
        if (account.Status == "Disabled")
        {
            throw new OAuthException("invalid_grant", "OAU-142");
        }

        return extension.Status is "Enabled" or "NotActivated"
            ? call.Platform.Tokens.Open(app, credential, account, id, access, refresh, form.GetValueOrDefault("endpoint_id"))
            : throw new OAuthException("invalid_grant", "OAU-236");
    }

    private static void Write(Utf8JsonWriter w, Session session, TimeSpan access, TimeSpan refresh)
    {
        w.WriteStartObject();
        w.WriteString("access_token", session.AccessToken);
        w.WriteString("token_type", "bearer");
        w.WriteNumber("expires_in", (int)access.TotalSeconds);
        if (session.RefreshToken is { } token)
        {
            w.WriteString("refresh_token", token);
            w.WriteNumber("refresh_token_expires_in", (int)refresh.TotalSeconds);
        }

        w.WriteString("scope", string.Join(' ', session.App.Scopes));
        w.WriteString("owner_id", session.ExtensionId.Id());
        w.WriteString("endpoint_id", session.EndpointId);
        w.WriteString("session_id", session.Id);
        w.WriteEndObject();
    }

    private static Answer Guarded(Call call, Func<Dictionary<string, StringValues>, Answer> answer)
    {
        try
        {
            Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(call.RawBody));
            return form.Any(p => p.Value.Count > 1) ? throw new OAuthException("invalid_request", "OAU-111") : answer(form);
        }
        catch (OAuthException refusal)
        {
            return Answer.Json(
                w =>
                {
                    w.WriteStartObject();
                    w.WriteString("error", refusal.Error);
                    w.WriteString("error_description", Messages.For(refusal.Problem, call.German));
                    ErrorAnswer.Write(w, "errors", [refusal.Problem], call.German);
                    w.WriteEndObject();
                },
                refusal.Problem.Status,
                refusal.Problem.Code);
        }
    }

    private static TimeSpan Seconds(Dictionary<string, StringValues> form, string name, int standard, int least, int most)
    {
        string? text = form.GetValueOrDefault(name);
        return text is null ? TimeSpan.FromSeconds(standard)
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && (value == -1 || (value >= least && value <= most)) ? TimeSpan.FromSeconds(value == -1 ? standard : value)
            : throw new OAuthException("invalid_request", "CMN-101");
    }

    private static string? Algorithm(string jwt)
    {
        try
        {
            using JsonDocument header = JsonDocument.Parse(WebEncoders.Base64UrlDecode(jwt.Split('.')[0]));
            return header.RootElement.GetProperty("alg").GetString();
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
