using System.Text;

namespace RingCentralAD.Simulator;

/// <summary>A JWT credential that a user made in the developer console.</summary>
public sealed class JwtCredential
{
    /// <summary>The credential that the defaults use. Looks like RingCentral's (RS256 header, claims), signed by nobody.</summary>
    public static string DefaultJwt { get; } = Make("402533461008");

    /// <summary>The credential itself, as the <c>assertion</c> carries it.</summary>
    public string Jwt { get; set; } = DefaultJwt;

    /// <summary>The account it signs in to.</summary>
    public long AccountId { get; set; } = SeedRequest.DefaultAccountId;

    /// <summary>The extension it belongs to; null is the account's system extension.</summary>
    public long? ExtensionId { get; set; }

    /// <summary>The permissions of the user's roles; null is every permission there is.</summary>
    public IList<string>? Permissions { get; set; }

    /// <summary>Client ids that may use it; null is any app.</summary>
    public IList<string>? ClientIds { get; set; }

    /// <summary>A credential in RingCentral's form for a user, to be configured and sent.</summary>
    public static string Make(string subject, string algorithm = "RS256") => string.Join('.',
        Part($$"""{"kid":"8762f598d05944dbb86bf5ca97804760","typ":"JWT","alg":"{{algorithm}}"}"""),
        Part($$"""{"aud":"https://platform.ringcentral.com/restapi/oauth/token","sub":"{{subject}}","iss":"https://platform.ringcentral.com","exp":3913056000,"iat":1735689600,"jti":"simulated-{{subject}}"}"""),
        Part("nobody signed this"));

    private static string Part(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
