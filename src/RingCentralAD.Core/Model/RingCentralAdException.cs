namespace RingCentralAD.Core.Model;

/// <summary>
/// Everything that Core refuses or fails at by its own judgement. The message names the thing and the place,
/// <see cref="Remedy"/> says what to do. Neither ever holds a secret.
/// </summary>
public class RingCentralAdException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">Stable name of the error, in Pascal case and without spaces: scripts compare with it, docs/errors.md lists it.</param>
    /// <param name="kind">The coarse kind.</param>
    /// <param name="message">What is wrong, and where: one or two sentences for an administrator.</param>
    /// <param name="remedy">What to do about it, or null where nothing sensible can be said.</param>
    /// <param name="target">What it is about: a person, a file's path, an expression. Shown as the error's target object.</param>
    /// <param name="innerException">The cause.</param>
    public RingCentralAdException(
        string errorId,
        ErrorKind kind,
        string message,
        string? remedy = null,
        object? target = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(errorId);
        ErrorId = errorId;
        Kind = kind;
        Remedy = remedy;
        Target = target;
    }

    /// <summary>Stable name of the error. It never changes once released and does not depend on the language.</summary>
    public string ErrorId { get; }

    /// <summary>The coarse kind.</summary>
    public ErrorKind Kind { get; }

    /// <summary>What to do about it: a sentence that starts with a verb, naming the cmdlet, option or file.</summary>
    public string? Remedy { get; }

    /// <summary>What the error is about, or null.</summary>
    public object? Target { get; }
}
