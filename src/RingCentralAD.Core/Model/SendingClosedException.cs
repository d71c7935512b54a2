namespace RingCentralAD.Core.Model;

/// <summary>
/// Nothing more may be sent now: the sync is suspended, or the change window has closed. What is on its way ends in peace; nothing new is begun.
/// </summary>
public sealed class SendingClosedException : RingCentralAdException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">SyncSuspended or WindowClosed.</param>
    /// <param name="message">Why nothing may be sent.</param>
    /// <param name="remedy">What ends it.</param>
    public SendingClosedException(string errorId, string message, string remedy)
        : base(errorId, ErrorKind.Conflict, message, remedy)
    {
    }
}
