using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Turns RingCentral's answers into <see cref="AccountException"/>s. Codes and parameter names decide, never texts.</summary>
internal static class AccountErrors
{
    private const int LongestText = 500;

    /// <summary>The failure that an answer other than 2xx tells.</summary>
    /// <remarks>
    /// A 5xx to a write is an unknown outcome whatever its code: RingCentral documents CMN-201 with 500 and 503 alike and nowhere says that
    /// nothing was done, and looking (one read) costs less than a second extension. 501 is a plain refusal.
    /// </remarks>
    public static AccountException FromAnswer(HttpCall call, HttpAnswer answer, TimeSpan? retryAfter)
    {
        ErrorBody? body = ErrorBody.Read(answer);
        ErrorItem? item = Leading(body);
        if (item is null && body?.OAuthError is null)
        {
            return NotRingCentral(call, answer, retryAfter);
        }

        string? code = item?.Code ?? body!.OAuthError;
        ErrorMeaning? meaning = ErrorMeanings.Find(code) ?? ErrorMeanings.FindOAuth(body?.OAuthError);
        (string id, AccountFailure failure) = Settle(call, answer.Status, item, meaning);
        return new AccountException(id, Kind(id, failure), failure, Say(call, failure, code, item, meaning), meaning?.Remedy)
        {
            Status = answer.Status,
            Code = code,
            Parameter = item?.Parameter,
            RequestId = answer.RequestId,
            RetryAfter = retryAfter,
        };
    }

    /// <summary>The failure of one item of a bulk request.</summary>
    public static AccountException FromItem(HttpCall call, ErrorItem item, string? requestId)
    {
        ErrorMeaning? meaning = ErrorMeanings.Find(item.Code);
        // However it is asked after, an item is a write.
        (string id, AccountFailure failure) = Settle(call with { Method = HttpMethod.Post }, 400, item, meaning);
        return new AccountException(id, Kind(id, failure), failure, Say(call, failure, item.Code, item, meaning), meaning?.Remedy)
        {
            Code = item.Code,
            Parameter = item.Parameter,
            RequestId = requestId,
        };
    }

    /// <summary>An answer without any of RingCentral's error forms, or a success that cannot be read.</summary>
    public static AccountException NotRingCentral(HttpCall call, HttpAnswer answer, TimeSpan? retryAfter = null)
    {
        bool outage = answer.Status >= 500;
        // A sign-in that came to nothing has carried nothing out.
        AccountFailure failure = (call.IsRead && outage) || call.Group == RateGroups.Auth ? AccountFailure.NotSent : AccountFailure.Unknown;
        string id = outage ? (call.IsRead ? RingCentralErrorIds.Unavailable : RingCentralErrorIds.AnswerLost) : RingCentralErrorIds.MalformedAnswer;
        string what = outage
            ? $"Service Temporarily Unavailable. Please check back later. Issues on RingCentral's side (HTTP {answer.Status})."
            : $"The answer to {call} (HTTP {answer.Status}, {answer.Body.Length} bytes) is none of RingCentral's: cut off, empty, or from something on the way.";
        return new AccountException(
            id,
            ErrorKind.Unavailable,
            failure,
            call.IsRead ? what : what + " It may have been carried out or not.",
            outage ? "Nothing to mend here: the next run goes on." : "If it stays, check the server's address and the proxy.")
        {
            Status = answer.Status,
            RequestId = answer.RequestId,
            RetryAfter = retryAfter,
        };
    }

    private static ErrorItem? Leading(ErrorBody? body) =>
        body?.Errors.FirstOrDefault(item => ErrorMeanings.Find(item.Code) is not null) ?? (body?.Errors.Count > 0 ? body.Errors[0] : null);

    private static (string Id, AccountFailure Failure) Settle(HttpCall call, int status, ErrorItem? item, ErrorMeaning? meaning)
    {
        if (status == 429 && meaning?.ErrorId != RingCentralErrorIds.DuplicateRequest)
        {
            return (RingCentralErrorIds.RateLimited, AccountFailure.RateLimited);
        }

        if (status is 408 or 500 or > 501)
        {
            return call.IsRead
                ? (RingCentralErrorIds.Unavailable, AccountFailure.NotSent)
                : (RingCentralErrorIds.AnswerLost, AccountFailure.Unknown);
        }

        return (meaning?.ErrorId, item?.Parameter) switch
        {
            (RingCentralErrorIds.InvalidParameter or RingCentralErrorIds.DuplicateValue, "extensionNumber") =>
                (RingCentralErrorIds.ExtensionNumberTaken, AccountFailure.Refused),
            (RingCentralErrorIds.DuplicateValue, "contact.email" or "email") => (RingCentralErrorIds.DuplicateMail, AccountFailure.Refused),
            // Only the extension itself being gone is "not found": a site or country that is missing must never end a link.
            (RingCentralErrorIds.NotFound, var parameter) =>
                (RingCentralErrorIds.NotFound, status == 404 && NamesThePath(call, parameter) ? AccountFailure.NotFound : AccountFailure.Refused),
            (string id, _) when meaning!.Failure == AccountFailure.Unknown => (id, call.IsRead ? AccountFailure.NotSent : AccountFailure.Unknown),
            (string id, _) => (id, meaning!.Failure),
            _ when status == 401 => (RingCentralErrorIds.SessionRefused, AccountFailure.SignIn),
            _ when status == 403 => (RingCentralErrorIds.Denied, AccountFailure.Denied),
            _ => (RingCentralErrorIds.Refused, AccountFailure.Refused),
        };
    }

    private static bool NamesThePath(HttpCall call, string? parameter) =>
        parameter is null || call.Route.Contains("{" + parameter + "}", StringComparison.OrdinalIgnoreCase);

    private static ErrorKind Kind(string id, AccountFailure failure) => failure switch
    {
        AccountFailure.SignIn => ErrorKind.Security,
        AccountFailure.Denied => ErrorKind.Denied,
        AccountFailure.NotFound => ErrorKind.NotFound,
        AccountFailure.NoResource or AccountFailure.RateLimited => ErrorKind.Limit,
        AccountFailure.NotSent or AccountFailure.Unknown => ErrorKind.Unavailable,
        _ when id is RingCentralErrorIds.DuplicateMail or RingCentralErrorIds.ExtensionNumberTaken => ErrorKind.Conflict,
        _ when id == RingCentralErrorIds.BadRequest => ErrorKind.Bug,
        _ => ErrorKind.Data,
    };

    private static string Say(HttpCall call, AccountFailure failure, string? code, ErrorItem? item, ErrorMeaning? meaning)
    {
        string parameter = item?.Parameter is string name ? $" ({name})" : "";
        // OAU-123 repeats the Authorization header: what RingCentral says of a sign-in is never quoted.
        bool quote = failure != AccountFailure.SignIn && call.Group != RateGroups.Auth;
        string said = quote && Short(item?.Message) is { Length: > 0 } message ? $" RingCentral says: {message}" : "";
        return $"{code}{parameter} on {call}: {meaning?.Meaning ?? "RingCentral refused the request."}{said}";
    }

    private static string Short(string? message)
    {
        string text = new([.. (message ?? "").Where(character => !char.IsControl(character)).Take(LongestText)]);
        return text.Trim();
    }
}
