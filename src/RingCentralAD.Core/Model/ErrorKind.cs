namespace RingCentralAD.Core.Model;

/// <summary>What went wrong, in the coarse terms by which a caller decides what to do next.</summary>
public enum ErrorKind
{
    /// <summary>What the caller gave is malformed or not allowed. Asking again without a change is of no use.</summary>
    InvalidInput,

    /// <summary>The named thing does not exist.</summary>
    NotFound,

    /// <summary>The thing is there already, or in a state that does not permit this.</summary>
    Conflict,

    /// <summary>The account signed in, but lacks the right.</summary>
    Denied,

    /// <summary>A server, a file or a network cannot be reached now. Trying again later may help.</summary>
    Unavailable,

    /// <summary>Sign-in failed, or a certificate, key or file permission is not to be trusted.</summary>
    Security,

    /// <summary>A guard, quota or rate limit stands in the way.</summary>
    Limit,

    /// <summary>What a system returned or a file holds does not make sense.</summary>
    Data,

    /// <summary>Somebody else is at work on the same thing.</summary>
    Busy,

    /// <summary>A fault of this program.</summary>
    Bug,
}
