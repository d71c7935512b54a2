namespace RingCentralAD.Core.RingCentral;

/// <summary>The stable ids of what can go wrong with RingCentral (FullyQualifiedErrorId); docs/errors.md lists them.</summary>
public static class RingCentralErrorIds
{
    /// <summary>A value was refused (the guide's row 1).</summary>
    public const string InvalidParameter = "RcInvalidParameter";

    /// <summary>What a parameter names does not exist (the guide's row 2).</summary>
    public const string NotFound = "RcNotFound";

    /// <summary>The request could not be parsed (the guide's row 3).</summary>
    public const string Unparsable = "RcUnparsable";

    /// <summary>The service is away (the guide's row 4).</summary>
    public const string Unavailable = "RcUnavailable";

    /// <summary>The extension is in use (the guide's row 5).</summary>
    public const string ExtensionInUse = "RcExtensionInUse";

    /// <summary>The extension number is taken or not allowed (the guide's row 6).</summary>
    public const string ExtensionNumberTaken = "RcExtensionNumberTaken";

    /// <summary>The mail address belongs to somebody else.</summary>
    public const string DuplicateMail = "RcDuplicateMail";

    /// <summary>A value came twice.</summary>
    public const string DuplicateValue = "RcDuplicateValue";

    /// <summary>No licence, line or number is left.</summary>
    public const string NoLicence = "RcNoLicence";

    /// <summary>The account or this kind of extension does not have the feature.</summary>
    public const string FeatureUnavailable = "RcFeatureUnavailable";

    /// <summary>The app lacks a scope, or its user a permission.</summary>
    public const string Denied = "RcDenied";

    /// <summary>Refused for another reason.</summary>
    public const string Refused = "RcRefused";

    /// <summary>A bug of ours: the request was not as RingCentral's specification wants it.</summary>
    public const string BadRequest = "RcBadRequest";

    /// <summary>RingCentral refused the credentials.</summary>
    public const string SignInFailed = "RcSignInFailed";

    /// <summary>No JWT credential was given.</summary>
    public const string JwtMissing = "RcJwtMissing";

    /// <summary>RingCentral ended the session, and a new one was refused too.</summary>
    public const string SessionRefused = "RcSessionRefused";

    /// <summary>The rate limit, after all tries.</summary>
    public const string RateLimited = "RcRateLimited";

    /// <summary>The same request is being carried out for somebody else.</summary>
    public const string DuplicateRequest = "RcDuplicateRequest";

    /// <summary>A write was sent and its answer never came, or was an outage: it may have been done.</summary>
    public const string AnswerLost = "RcAnswerLost";

    /// <summary>The answer makes no sense.</summary>
    public const string MalformedAnswer = "RcMalformedAnswer";

    /// <summary>A list kept changing while it was read.</summary>
    public const string ListIncomplete = "RcListIncomplete";

    /// <summary>RingCentral cannot be reached.</summary>
    public const string Unreachable = "RcUnreachable";

    /// <summary>The name of the server is not known.</summary>
    public const string ServerUnknown = "RcServerUnknown";

    /// <summary>The time for an answer ran out.</summary>
    public const string TimedOut = "RcTimedOut";

    /// <summary>The proxy refused.</summary>
    public const string ProxyRefused = "RcProxyRefused";

    /// <summary>The server's certificate is not trusted.</summary>
    public const string TlsNotTrusted = "RcTlsNotTrusted";

    /// <summary>The file of CA certificates cannot be used.</summary>
    public const string CaCertificate = "RcCaCertificateUnusable";

    /// <summary>An id is none of RingCentral's.</summary>
    public const string InvalidId = "RcInvalidId";
}
