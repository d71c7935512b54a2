using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>The requests of signing in and out (RFC 6749, 7009, 7523). Secrets stay in bytes that are cleared; only headers must be text.</summary>
internal sealed class SignInForm(AccountSettings settings, AccountSecrets secrets)
{
    private const string TokenPath = "restapi/oauth/token";

    /// <summary>The sign-in as it is named in errors; carries nothing.</summary>
    public static HttpCall Name { get; } = Call(TokenPath, []);

    /// <summary>Whoever has a client secret proves it by client_secret_basic; a public client has none.</summary>
    public AuthenticationHeaderValue? Authorization()
    {
        if (!secrets.HasClientSecret)
        {
            return null;
        }

        byte[] secret = secrets.CopyClientSecret();
        byte[] pair = [.. Encoding.UTF8.GetBytes(settings.ClientId), (byte)':', .. secret];
        try
        {
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(pair);
        }
    }

    /// <summary>The sign-in with the JWT; the caller clears its body.</summary>
    public HttpCall SignIn()
    {
        byte[] jwt = secrets.CopyJwt();
        try
        {
            return Call(TokenPath, Form("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=", jwt));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(jwt);
        }
    }

    /// <summary>The sign-out of a token; the caller clears its body.</summary>
    public HttpCall SignOut(AccessToken token) => Call("restapi/oauth/revoke", Form("token=", Encoding.ASCII.GetBytes(token.Reveal())));

    private static HttpCall Call(string path, byte[] body) =>
        new(HttpMethod.Post, path, path, RateGroups.Auth) { Body = body, ContentType = "application/x-www-form-urlencoded" };

    private byte[] Form(string fields, ReadOnlySpan<byte> secret)
    {
        string client = secrets.HasClientSecret ? "" : $"client_id={Uri.EscapeDataString(settings.ClientId)}&";
        byte[] head = Encoding.ASCII.GetBytes(client + fields);
        byte[] form = new byte[head.Length + EscapedLength(secret)];
        head.CopyTo(form, 0);
        Escape(secret, form.AsSpan(head.Length));
        return form;
    }

    // Like Uri.EscapeDataString, but without leaving the secret behind in a string.
    private static void Escape(ReadOnlySpan<byte> plain, Span<byte> escaped)
    {
        const string Digits = "0123456789ABCDEF";
        int at = 0;
        foreach (byte one in plain)
        {
            if (IsPlain(one))
            {
                escaped[at++] = one;
            }
            else
            {
                escaped[at++] = (byte)'%';
                escaped[at++] = (byte)Digits[one >> 4];
                escaped[at++] = (byte)Digits[one & 15];
            }
        }
    }

    private static int EscapedLength(ReadOnlySpan<byte> plain)
    {
        int length = 0;
        foreach (byte one in plain)
        {
            length += IsPlain(one) ? 1 : 3;
        }

        return length;
    }

    private static bool IsPlain(byte one) => char.IsAsciiLetterOrDigit((char)one) || one is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~';
}
