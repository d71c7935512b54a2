namespace RingCentralAD.Core.Model;

/// <summary>What a failed request means for the one who sent it. Codes decide, never message texts: they are localised.</summary>
public enum AccountFailure
{
    /// <summary>RingCentral refused the data; the same request fails again.</summary>
    Refused,

    /// <summary>The extension or resource does not exist.</summary>
    NotFound,

    /// <summary>No licence, line or number is left.</summary>
    NoResource,

    /// <summary>The app or its user has no right to do it.</summary>
    Denied,

    /// <summary>Signing in failed: the run stops.</summary>
    SignIn,

    /// <summary>The request rate was exceeded; nothing was done.</summary>
    RateLimited,

    /// <summary>RingCentral did not take the request: nothing was done, later it may go through.</summary>
    NotSent,

    /// <summary>No answer that settles it: it may have been done, or not.</summary>
    Unknown,
}

/// <summary>A request that RingCentral did not carry out, or that nobody knows of. Carries no secret and no body.</summary>
public sealed class AccountException : RingCentralAdException
{
    /// <summary>Makes the failure.</summary>
    public AccountException(string errorId, ErrorKind kind, AccountFailure failure, string message, string? remedy = null, Exception? inner = null)
        : base(errorId, kind, message, remedy, null, inner) => Failure = failure;

    /// <summary>What it means.</summary>
    public AccountFailure Failure { get; }

    /// <summary>The HTTP status, or null where no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>RingCentral's error code, e.g. CMN-101; null where it gave none.</summary>
    public string? Code { get; init; }

    /// <summary>The parameter RingCentral names, e.g. contact.businessAddress.state; null where it names none.</summary>
    public string? Parameter { get; init; }

    /// <summary>RingCentral's id of the request (RCRequestId).</summary>
    public string? RequestId { get; init; }

    /// <summary>When it may be tried again, where RingCentral or the rate budget says so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
