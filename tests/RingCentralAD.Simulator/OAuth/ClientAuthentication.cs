using System.Text;
using Microsoft.Extensions.Primitives;

namespace RingCentralAD.Simulator;

/// <summary>Which app speaks: client_secret_basic, or client_id in the body for public clients (RFC 6749, 2.3).</summary>
internal static class ClientAuthentication
{
    public static AppRegistration Of(Call call, IReadOnlyDictionary<string, StringValues> form)
    {
        (string? id, string? secret) = Basic(call.Http.Request.Headers.Authorization) ?? (form.GetValueOrDefault("client_id"), null);
        AppRegistration? app = call.Options.Apps.FirstOrDefault(a => a.ClientId == id);
        if (app is null || (app.ClientSecret is { } expected && expected != secret))
        {
            throw new OAuthException("invalid_client", "OAU-146", call.Options.Tokens.InvalidClientStatus);
        }

        return app;
    }

    /// <summary>The client id that a request names, whether or not it proves it: whose allowance of the Auth group it takes.</summary>
    public static string Claimed(string? authorization, string body)
    {
        if (Basic(authorization) is { Id: { } id })
        {
            return id;
        }

        string? named = body.Split('&').FirstOrDefault(p => p.StartsWith("client_id=", StringComparison.Ordinal));
        return named is null ? "" : Uri.UnescapeDataString(named["client_id=".Length..]);
    }

    private static (string? Id, string? Secret)? Basic(string? header)
    {
        if (header is null || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> decoded = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), decoded, out int length))
        {
            return (null, null);
        }

        string[] parts = Encoding.UTF8.GetString(decoded[..length]).Split(':', 2);
        return parts.Length == 2 ? (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])) : (null, null);
    }
}
