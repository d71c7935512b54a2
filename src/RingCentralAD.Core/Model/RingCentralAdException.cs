namespace RingCentralAD.Core.Model;

/// <summary>The kinds of failure; the cmdlets turn each into an error category.</summary>
public enum ErrorKind
{
    /// <summary>What was given cannot be used.</summary>
    InvalidInput,

    /// <summary>What was named does not exist.</summary>
    NotFound,

    /// <summary>It is there already, or belongs to something else.</summary>
    Conflict,

    /// <summary>No right to do it.</summary>
    Denied,

    /// <summary>A server cannot be reached or does not answer.</summary>
    Unavailable,

    /// <summary>A certificate, password or secret was refused.</summary>
    Security,

    /// <summary>A guard or a limit stopped it.</summary>
    Limit,

    /// <summary>Data of a person or a file is wrong.</summary>
    Data,

    /// <summary>Somebody else is at work.</summary>
    Busy,

    /// <summary>Ours to mend.</summary>
    Bug,
}

/// <summary>
/// A failure that says what is wrong, where, and what to do. Never carries a secret.
/// </summary>
public class RingCentralAdException : Exception
{
    /// <summary>Makes the failure.</summary>
    /// <param name="errorId">Stable id, as listed in docs/errors.md.</param>
    /// <param name="kind">What kind of failure.</param>
    /// <param name="message">The thing and the place.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="target">The object concerned, e.g. a person or a file name.</param>
    /// <param name="inner">What caused it.</param>
    public RingCentralAdException(string errorId, ErrorKind kind, string message, string? remedy = null, object? target = null, Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
        Kind = kind;
        Remedy = remedy;
        Target = target;
    }

    /// <summary>Stable id, as listed in docs/errors.md.</summary>
    public string ErrorId { get; }

    /// <summary>What kind of failure.</summary>
    public ErrorKind Kind { get; }

    /// <summary>What to do.</summary>
    public string? Remedy { get; }

    /// <summary>The object concerned, e.g. a person or a file name.</summary>
    public object? Target { get; }
}
