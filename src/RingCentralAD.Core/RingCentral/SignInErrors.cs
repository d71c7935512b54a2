using System.Globalization;
using System.Security.Cryptography;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Says why RingCentral did not sign the app in. Quotes nothing that RingCentral says: it may repeat what was sent.</summary>
internal static class SignInErrors
{
    public static AccountException Missing() => new(
        RingCentralErrorIds.JwtMissing,
        ErrorKind.InvalidInput,
        AccountFailure.SignIn,
        "No JWT credential was given.",
        "Make one in RingCentral's Developer Console (Credentials, Create JWT), store it, and say where it is (Connect-RcAccount -JwtFrom vault:NAME/SECRET, file:PATH or env:NAME).");

    public static AccountException From(HttpCall call, HttpAnswer answer, AccountSettings settings, AccountSecrets secrets, TimeSpan? retryAfter, DateTimeOffset now)
    {
        if (answer.IsSuccess || answer.Status is 408 or >= 500 || ErrorBody.Read(answer) is not ErrorBody body)
        {
            return AccountErrors.NotRingCentral(call with { Method = HttpMethod.Get }, answer, retryAfter);
        }

        if (answer.Status == 429)
        {
            return AccountErrors.FromAnswer(call, answer, retryAfter);
        }

        ErrorItem? item = body.Errors.FirstOrDefault(one => ErrorMeanings.Find(one.Code) is not null) ?? (body.Errors.Count > 0 ? body.Errors[0] : null);
        string code = item?.Code ?? body.OAuthError ?? FormattableString.Invariant($"HTTP {answer.Status}");
        ErrorMeaning? meaning = ErrorMeanings.Find(item?.Code) ?? ErrorMeanings.FindOAuth(body.OAuthError);
        string message = $"RingCentral ({settings.Server.Host}) did not sign the app {settings.ClientId} in: {code}. {meaning?.Meaning ?? "It gives no reason that is known here."}";
        return new AccountException(
            RingCentralErrorIds.SignInFailed,
            ErrorKind.Security,
            AccountFailure.SignIn,
            message + Hint(code, settings, secrets, now),
            meaning?.Remedy ?? "Compare client id, client secret, JWT and server with the Developer Console; give RingCentral's support the request id.")
        {
            Status = answer.Status,
            Code = code,
            RequestId = answer.RequestId,
        };
    }

    /// <summary>What the JWT says of itself and would explain a refusal.</summary>
    private static string Hint(string code, AccountSettings settings, AccountSecrets secrets, DateTimeOffset now)
    {
        if (code is not ("OAU-140" or "OAU-347" or "invalid_grant"))
        {
            return "";
        }

        byte[] jwt = secrets.CopyJwt();
        try
        {
            return JwtClaims.Read(jwt) switch
            {
                null => " What was given as the JWT is none: it has no three parts with dots between them.",
                { Expires: DateTimeOffset end } when end <= now =>
                    string.Create(CultureInfo.InvariantCulture, $" The JWT ended on {end.UtcDateTime:yyyy-MM-dd HH:mm}Z."),
                { Audience: string audience } when Uri.TryCreate(audience, UriKind.Absolute, out Uri? target) && target.Host != settings.Server.Host =>
                    $" The JWT is made for the server {target.Host}.",
                _ => "",
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(jwt);
        }
    }
}
